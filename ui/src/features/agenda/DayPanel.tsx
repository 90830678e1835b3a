import { useQuery } from '@tanstack/react-query'
import { IconCheck, IconChevronRight, IconCircleDashed, IconCircleHalf2, IconPlayerPause, IconPlayerTrackNext, IconRotate2, IconSnowflake } from '@tabler/icons-react'
import { type CSSProperties, useState } from 'react'
import type { AgendaItem, DayRead } from '@/api/types'
import { longDay, percent } from '@/i18n/format'
import { amountWithUnit, unitOf } from '@/i18n/amount-words'
import { type Translate, useWords } from '@/i18n/use-words'
import type { Day } from '@/lib/day'
import { LoadError } from '@/ui/ErrorCard'
import { ScrollBox } from '@/ui/ScrollBox'
import { ListSkeleton } from '@/ui/Skeleton'
import { AgendaList } from './AgendaList'
import { agendaQueries } from './agenda.queries'
import { countsAsDue } from './overlay'
import { tapTime } from './tap-time'

interface DayPanelProps {
  date: Day
  zone: string
  /** Whether the day is being corrected; without it the panel knows by itself. */
  editing?: boolean
  onEdit?: (editing: boolean) => void
}

/** One day of the calendar with its exact counts, and the way to correct it. */
export function DayPanel({ date, zone, editing: wanted, onEdit }: DayPanelProps) {
  const { language } = useWords()
  const { data: day, error, refetch } = useQuery(agendaQueries.day(date))
  const [own, setOwn] = useState(false)
  const editing = wanted ?? own
  return (
    <div className="day-column" style={editing ? roomFor(day?.habits.length ?? 0) : undefined}>
      <section className="soft day-panel" aria-label={longDay(date, language)} tabIndex={-1}>
        {day ? (
          <DayDetails day={day} zone={zone} editing={editing} onEdit={onEdit ?? setOwn} />
        ) : error ? (
          <LoadError error={error} onRetry={() => void refetch()} />
        ) : (
          <ListSkeleton />
        )}
      </section>
    </div>
  )
}

const ROW_REM = 4.3
const HEAD_REM = 12

/** Editing may push down what is below, up to the height of the window. */
const roomFor = (rows: number) => ({ '--edit-height': `min(100dvh - 14rem, ${rows * ROW_REM + HEAD_REM}rem)` }) as CSSProperties

interface DayDetailsProps {
  day: DayRead
  zone: string
  editing: boolean
  onEdit: (editing: boolean) => void
}

function DayDetails({ day, zone, editing, onEdit }: DayDetailsProps) {
  const { t, language } = useWords()
  const { due, done } = day
  const open = day.date === day.today && done < due
  const shown = day.habits.filter((item) => countsAsDue(item) || item.state !== 'none' || item.look === 'paused')
  return (
    <>
      <div className="row between">
        <h2 className="h3">{longDay(day.date, language)}</h2>
        {due > 0 && <span className="b n">{percent(done / due)}</span>}
      </div>
      <p className="sm dim n" style={{ margin: '4px 0 12px' }} role="status">
        {due === 0 ? t('calendar.nothingDue') : t(open ? 'calendar.doneOfSoFar' : 'calendar.doneOf', { done, due })}
      </p>
      <ScrollBox className="day-scroll" label={t('calendar.dayHabits')}>
        {editing ? (
          <AgendaList day={day} zone={zone} compact />
        ) : (
          <ul>
            {shown.map((item) => (
              <DayRow key={item.id} item={item} time={tapTime(item, { ...day, zone }, language)} />
            ))}
          </ul>
        )}
      </ScrollBox>
      {day.habits.length === 0 ? (
        <p className="sm dim">{t('calendar.noHabits')}</p>
      ) : (
        <button type="button" className="link" aria-expanded={editing} onClick={() => onEdit(!editing)}>
          {t(editing ? 'calendar.editDone' : 'calendar.edit')}
          {!editing && <IconChevronRight size={16} aria-hidden />}
        </button>
      )}
    </>
  )
}

interface DayRowProps {
  item: AgendaItem
  time: string | null
}

function DayRow({ item, time }: DayRowProps) {
  const { t, language } = useWords()
  const amount = amountWords(t, language, item)
  const { look } = item
  const rests = look === 'skipped' || look === 'paused' || look === 'frozen' || look === 'lapsed'
  const detail = rests ? t(`states.${look}`) : (amount ?? time)
  return (
    <li className="day-row">
      <StateIcon state={look} />
      <span className={`day-name trunc ${look === 'done' ? '' : 'dim'}`}>{item.name}</span>
      {!rests && <span className="sr">{t(`states.${look}`)}</span>}
      <span className="day-detail dim n">{detail}</span>
    </li>
  )
}

function amountWords(t: Translate, language: string, { measure, unit, amount, steps, ticked }: AgendaItem): string | null {
  if (ticked) return t('agenda.count', { done: ticked.length, due: steps.length })
  return measure === 'check' || amount === null ? null : amountWithUnit(language, amount, unitOf(t, measure, unit))
}

function StateIcon({ state }: { state: AgendaItem['look'] }) {
  const look = { size: 18, 'aria-hidden': true } as const
  if (state === 'done') return <IconCheck {...look} stroke={2.4} color="var(--hb-done)" />
  if (state === 'partial') return <IconCircleHalf2 {...look} stroke={1.75} color="var(--hb-done)" />
  if (state === 'skipped') return <IconPlayerTrackNext {...look} stroke={1.75} color="var(--hb-dim)" />
  if (state === 'paused') return <IconPlayerPause {...look} stroke={1.75} color="var(--hb-dim)" />
  if (state === 'frozen') return <IconSnowflake {...look} stroke={1.75} color="var(--hb-freeze)" />
  if (state === 'lapsed') return <IconRotate2 {...look} stroke={1.75} color="var(--hb-clay-mid)" />
  return <IconCircleDashed {...look} stroke={1.75} color="var(--hb-dim)" />
}
