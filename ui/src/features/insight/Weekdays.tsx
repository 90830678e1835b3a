import { useQuery } from '@tanstack/react-query'
import type { HabitRead, SummaryRead } from '@/api/types'
import { list, weekdayName, wholePercent } from '@/i18n/format'
import { type Translate, useWords } from '@/i18n/use-words'
import { type Day, weekFrom, weekday } from '@/lib/day'
import { hasSpan } from '@/lib/schedule'
import { Part } from '@/ui/Part'
import { Bone } from '@/ui/Skeleton'
import { insightQueries } from './insight.queries'
import './insight.css'

const YEAR = 365

interface WeekdaysProps {
  habit: HabitRead
  firstWeekday: number
}

/** On which weekdays a habit goes well: the last year of it. */
export function Weekdays({ habit, firstWeekday }: WeekdaysProps) {
  const { t } = useWords()
  const query = useQuery(insightQueries.summary(habit.id, YEAR))
  return (
    <section className={`soft p-${habit.color}`} aria-labelledby="weekdays">
      <h2 className="h3" id="weekdays">
        {t('insight.byWeekday')}
      </h2>
      <Part query={query} waiting={<Bone width="100%" height={150} radius={14} />}>
        {(summary) => <Bars columns={columnsOf(summary, firstWeekday, hasSpan(habit.goal.schedule))} counts={hasSpan(habit.goal.schedule)} />}
      </Part>
    </section>
  )
}

interface Column {
  day: Day
  /** Done ÷ due, or how often it was done where the days are free to choose; null where nothing was asked. */
  value: number | null
}

/** Below so many due (or done) days the weekdays tell nothing yet. */
const LEAST = 7

function columnsOf({ by_weekday: all, due, done }: SummaryRead, firstWeekday: number, counts: boolean): Column[] {
  if ((counts ? done : due) < LEAST) return []
  return weekFrom(firstWeekday).map((day) => {
    const one = all.find((other) => other.weekday === weekday(day)) ?? { due: 0, done: 0 }
    if (counts) return { day, value: one.done }
    return { day, value: one.due > 0 ? one.done / one.due : null }
  })
}

function Bars({ columns, counts }: { columns: Column[]; counts: boolean }) {
  const { t, language } = useWords()
  if (columns.length === 0) return <p className="sm dim insight-empty">{t('insight.weekdaysLater')}</p>
  const most = counts ? Math.max(...columns.map(({ value }) => value ?? 0)) : 1
  const best = Math.max(...columns.map((column) => figureOf(column, counts) ?? 0))
  return (
    <>
      <ul className="weekday-bars">
        {columns.map(({ day, value }) => (
          <li key={day} data-best={(best > 0 && figureOf({ day, value }, counts) === best) || undefined}>
            <span className="column n">
              {figureOf({ day, value }, counts) ?? '–'}
              <i style={{ height: `${((value ?? 0) / most) * 72}%` }} />
            </span>
            <span className="xs dim">
              <span aria-hidden="true">{weekdayName(day, language, 'short')}</span>
              <span className="sr">{weekdayName(day, language, 'long')}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className="sm dim">{barWords(t, language, columns, counts)}</p>
    </>
  )
}

/** What stands above a column: whole percents, or how often. */
const figureOf = ({ value }: Column, counts: boolean): number | null => (value === null || counts ? value : wholePercent(value))

function barWords(t: Translate, language: string, columns: Column[], counts: boolean): string {
  const figures = columns.map((column) => figureOf(column, counts)).filter((figure) => figure !== null)
  const [most, least] = [Math.max(...figures), Math.min(...figures)]
  const named = (wanted: number): string =>
    list(columns.filter((column) => figureOf(column, counts) === wanted).map(({ day }) => weekdayName(day, language, 'long')), language)
  if (most === least) return t(counts ? 'insight.weekdays.evenOften' : 'insight.weekdays.even')
  if (counts) return t('insight.weekdays.often', { best: named(most) })
  return t('insight.weekdays.bestAndWorst', { best: named(most), worst: named(least) })
}
