import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { HabitRead, SummaryRead } from '@/api/types'
import { percent, wholePercent, weekdayName } from '@/i18n/format'
import { amountWithUnit, unitOf } from '@/i18n/schedule-words'
import { useWords } from '@/i18n/use-words'
import { type Day, weekFrom, weekday } from '@/lib/day'
import { Segments } from '@/ui/Segments'
import { habitsQueries } from './habits.queries'

const SPANS = ['30', '365'] as const

interface SummaryProps {
  habit: HabitRead
  firstWeekday: number
}

/** What the last month or year amounts to, and on which weekdays it goes well. */
export function Summary({ habit, firstWeekday }: SummaryProps) {
  const { t } = useWords()
  const [span, setSpan] = useState<(typeof SPANS)[number]>('30')
  const { data } = useQuery(habitsQueries.summary(habit.id, Number(span)))
  return (
    <section className={`soft p-${habit.color}`} aria-labelledby="summary">
      <div className="row between wrap">
        <h2 className="h3" id="summary">
          {t('summary.title')}
        </h2>
        <Segments label={t('summary.span')} value={span} onChange={setSpan} options={SPANS.map((value) => ({ value, label: t('summary.days', { count: Number(value) }) }))} />
      </div>
      {data && (
        <>
          <SummaryWords habit={habit} summary={data} />
          <Weekdays summary={data} firstWeekday={firstWeekday} />
        </>
      )}
    </section>
  )
}

function SummaryWords({ habit, summary }: { habit: HabitRead; summary: SummaryRead }) {
  const { t, language } = useWords()
  const { due, done, rate, partial, skipped, lapsed, amount } = summary
  const parts = [
    partial > 0 && t('summary.partial', { count: partial }),
    skipped > 0 && t('summary.skipped', { count: skipped }),
    lapsed > 0 && t('summary.lapsed', { count: lapsed }),
    amount !== null && t('summary.amount', { amount: amountWithUnit(language, amount, unitOf(t, habit.measure, habit.unit)) }),
  ].filter(Boolean)
  return (
    <div style={{ marginTop: 12 }} aria-live="polite">
      <p className="disp n" style={{ fontSize: '2.125rem', lineHeight: 1.15 }}>
        {rate === null ? '–' : percent(rate)}
      </p>
      <p className="sm dim n">
        {due === 0 ? t('summary.nothingDue') : t('summary.doneOf', { done, count: due })}
        {parts.length > 0 && ` ${parts.join(', ')}.`}
      </p>
    </div>
  )
}

interface Column {
  day: Day
  /** Done ÷ due; null where nothing was due. */
  rate: number | null
}

const LEAST_DUE = 2

function Weekdays({ summary, firstWeekday }: { summary: SummaryRead; firstWeekday: number }) {
  const { t, language } = useWords()
  const columns: Column[] = weekFrom(firstWeekday).map((day) => {
    const { due, done } = summary.by_weekday.find((one) => one.weekday === weekday(day)) ?? { due: 0, done: 0 }
    return { day, rate: due > 0 ? done / due : null }
  })
  const rates = columns.map(({ rate }) => rate).filter((rate) => rate !== null)
  if (rates.length < LEAST_DUE) return null
  const [best, worst] = [Math.max(...rates), Math.min(...rates)]
  return (
    <>
      <ul className="weekday-bars">
        {columns.map(({ day, rate }) => (
          <li key={day} data-best={rate === best || undefined}>
            <span className="column n">
              {rate === null ? '–' : wholePercent(rate)}
              <i style={{ height: `${(rate ?? 0) * 72}%` }} />
            </span>
            <span className="xs dim">{weekdayName(day, language, 'short')}</span>
          </li>
        ))}
      </ul>
      <p className="sm dim">{best === worst ? t('summary.even') : t('summary.bestAndWorst', { best: named(columns, best, language), worst: named(columns, worst, language) })}</p>
    </>
  )
}

const named = (columns: Column[], rate: number, language: string): string => {
  const column = columns.find((one) => one.rate === rate)
  return column ? weekdayName(column.day, language, 'long') : ''
}
