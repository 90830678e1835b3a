import { IconNote, IconPlayerPause, IconSnowflake } from '@tabler/icons-react'
import type { AgendaItem, DayRead } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { Streak } from '@/ui/Streak'
import { Tile } from '@/ui/Tile'
import { Control } from './Control'
import { Needless, Standing } from './Standing'
import { isCounted } from './prediction'
import { progressOf } from './progress'
import { tapTime } from './tap-time'
import { useEntry } from './use-entry'

interface HabitRowProps {
  item: AgendaItem
  day: DayRead
  zone: string
  /** Called with the button that was used, to give the focus back to. */
  onOpen: (from: HTMLElement) => void
}

/** One habit of a day: what it is, how it stands, and the one control to log it. */
export function HabitRow({ item, day, zone, onOpen }: HabitRowProps) {
  const { t, language } = useWords()
  const entry = useEntry(item, day.date, day.today)
  return (
    <li className={`li habit-row p-${item.color}`} data-state={item.state} data-look={item.look}>
      <button
        type="button"
        className="habit-open"
        aria-label={t('agenda.openDetails', { name: item.name })}
        onClick={(event) => onOpen(event.currentTarget)}
      >
        <Tile icon={item.icon} color={item.color} />
      </button>
      <HabitText item={item} day={day} time={tapTime(item, { ...day, zone }, language)} />
      <Control item={item} entry={entry} onOpen={onOpen} />
    </li>
  )
}

interface HabitTextProps {
  item: AgendaItem
  day: DayRead
  /** When it was ticked, if that is known. */
  time: string | null
}

const AT_REST = ['done', 'skipped', 'frozen', 'paused']

function HabitText({ item, day, time }: HabitTextProps) {
  const { t } = useWords()
  const isToday = day.date === day.today
  const progress = progressOf(item)
  return (
    <div className="grow habit-text">
      <div className={`nm trunc ${AT_REST.includes(item.look) ? 'dim' : ''}`}>{item.name}</div>
      <div className="meta n">
        <Rest item={item} />
        <Standing item={item} day={day} />
        {time && item.measure === 'check' && item.window.first === item.window.last && <TappedAt time={time} />}
        {isToday && <RowStreak item={item} />}
        <Needless item={item} isToday={isToday} />
        {item.note && (
          <span>
            <IconNote size={16} stroke={1.75} aria-hidden />
            <span className="sr">{t('agenda.hasNote')}</span>
          </span>
        )}
      </div>
      {progress !== null && (
        <span className="bar habit-bar" aria-hidden="true">
          <i style={{ width: `${progress * 100}%` }} />
        </span>
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

/** A flame for what is built; for what is quit, how long it has been clean. */
function RowStreak({ item }: { item: AgendaItem }) {
  const { t } = useWords()
  if (item.kind === 'build') return <Streak count={item.streak} unit={item.streak_unit} />
  return item.streak > 0 ? <span>{t(isCounted(item) ? 'agenda.keptFor' : 'agenda.cleanFor', { length: t(`streak.${item.streak_unit}`, { count: item.streak }) })}</span> : null
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
