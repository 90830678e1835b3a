import { IconNote, IconPlayerPause, IconSnowflake } from '@tabler/icons-react'
import { Suspense, lazy, memo } from 'react'
import type { AgendaItem, DayAt } from '@/api/types'
import { withWords } from '@/i18n/i18n'
import { useWords } from '@/i18n/use-words'
import { addDays } from '@/lib/day'
import { Streak } from '@/ui/Streak'
import { Tile } from '@/ui/Tile'
import { Control, type Open, type Opens } from './Control'
import { Needless, Standing } from './Standing'
import { isCounted } from './prediction'
import { progressOf } from './progress'
import { tapTime } from './tap-time'
import { type Timer, isTimed } from './timers'
import { useEntry } from './use-entry'
import { useLongPress } from './use-long-press'

const TimedStanding = lazy(withWords(async () => ({ default: (await import('./Timed')).TimedStanding })))
const TimedBar = lazy(withWords(async () => ({ default: (await import('./Timed')).TimedBar })))

interface HabitRowProps {
  item: AgendaItem
  day: DayAt
  zone: string
  /** The habit's timer, when it runs or stands still. */
  timer: Timer | undefined
  /** Called with the habit's id, the button that was used, to give the focus back to, and what it opens. */
  onOpen: (id: string, from: HTMLElement, what: Opens) => void
}

/**
 * One habit of a day: what it is, how it stands, and the one control to log it. A long press on it opens its note. Drawn
 * anew only when something of its own changed: a tap on one row must not wait for the others.
 */
export const HabitRow = memo(function HabitRow({ item, day, zone, timer, onOpen: openHabit }: HabitRowProps) {
  const { t, language } = useWords()
  const onOpen: Open = (from, what = 'sheet') => openHabit(item.id, from, what)
  const entry = useEntry(item, day.date, day.today)
  const press = useLongPress((from) => onOpen(from, 'note'))
  const shown = isTimed(item, day) ? timer : undefined
  return (
    <li className={`li habit-row p-${item.color}`} data-id={item.id} data-state={item.state} data-look={item.look}>
      <button
        type="button"
        className="habit-open"
        aria-label={t('agenda.openDetails', { name: item.name })}
        {...press}
        onClick={(event) => onOpen(event.currentTarget)}
      >
        <Tile icon={item.icon} color={item.color} />
      </button>
      <HabitText item={item} day={day} timer={shown} time={tapTime(item, { ...day, zone }, language)} onOpen={onOpen} />
      <Control item={item} day={day} entry={entry} timer={shown} onOpen={onOpen} />
    </li>
  )
})

interface HabitTextProps extends Omit<HabitRowProps, 'zone' | 'onOpen'> {
  onOpen: Open
  /** When it was ticked, if that is known. */
  time: string | null
}

const AT_REST = ['done', 'skipped', 'frozen', 'paused']

function HabitText({ item, day, timer, time, onOpen }: HabitTextProps) {
  const { t } = useWords()
  const isToday = day.date === day.today
  const progress = progressOf(item)
  const standing = <Standing item={item} day={day} />
  return (
    <div className="grow habit-text">
      <div className={`nm trunc ${AT_REST.includes(item.look) ? 'dim' : ''}`}>{item.name}</div>
      <div className="meta n">
        <Rest item={item} />
        {timer ? <Suspense fallback={standing}><TimedStanding item={item} day={day} timer={timer} /></Suspense> : standing}
        {time && item.measure === 'check' && item.window.first === item.window.last && <TappedAt time={time} />}
        {isToday && <RowStreak item={item} day={day} />}
        <Needless item={item} isToday={isToday} />
        {item.note && (
          <button type="button" className="habit-note" aria-label={t('agenda.openNote', { name: item.name })} onClick={(event) => onOpen(event.currentTarget, 'note')}>
            <IconNote size={16} stroke={1.75} aria-hidden />
          </button>
        )}
      </div>
      {timer ? (
        <Suspense>
          <TimedBar item={item} day={day} timer={timer} />
        </Suspense>
      ) : (
        progress !== null && (
          <span className="bar habit-bar" aria-hidden="true">
            <i style={{ width: `${progress * 100}%` }} />
          </span>
        )
      )}
    </div>
  )
}

/** That nothing is asked of this day, and why. */
function Rest({ item }: { item: AgendaItem }) {
  const { t } = useWords()
  if (item.look === 'skipped') return <span>{item.reason ? t('agenda.skippedFor', { reason: t(`reasons.${item.reason}`) }) : t('agenda.skipped')}</span>
  if (item.look === 'paused') {
    return (
      <span>
        <IconPlayerPause size={16} stroke={1.75} aria-hidden />
        {t('states.paused')}
      </span>
    )
  }
  if (item.look !== 'frozen') return null
  return (
    <span>
      <IconSnowflake className="freeze" size={16} stroke={1.75} aria-hidden />
      {t('agenda.frozen')}
    </span>
  )
}

/** A flame for what is built, a snowflake while a freeze of yesterday holds it; for what is quit, how long it has been clean. */
function RowStreak({ item, day }: { item: AgendaItem; day: DayAt }) {
  const { t } = useWords()
  const length = t(`streak.${item.streak_unit}`, { count: item.streak })
  if (item.kind === 'quit') return item.streak > 0 ? <span>{t(isCounted(item) ? 'agenda.keptFor' : 'agenda.cleanFor', { length })}</span> : null
  const yesterday = addDays(day.date, -1)
  const isFrozen = item.look !== 'done' && item.streak > 0 && item.week.some(({ date, state }) => date === yesterday && state === 'frozen')
  if (!isFrozen) return <Streak count={item.streak} unit={item.streak_unit} />
  return (
    <span>
      <IconSnowflake className="freeze" size={16} stroke={1.75} aria-hidden />
      <span aria-hidden="true">{item.streak_unit === 'day' ? item.streak : length}</span>
      <span className="sr">{t('agenda.streakFrozen', { length })}</span>
    </span>
  )
}

function TappedAt({ time }: { time: string }) {
  const { t } = useWords()
  return (
    <span>
      <span aria-hidden="true">{time}</span>
      <span className="sr">{t('agenda.tappedAt', { time })}</span>
    </span>
  )
}
