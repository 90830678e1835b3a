import type { AgendaItem, DayAt } from '@/api/types'
import { weekdayName } from '@/i18n/format'
import { amountWithUnit, unitOf } from '@/i18n/amount-words'
import { useWords } from '@/i18n/use-words'
import { Standing } from './Standing'
import { clockText } from './clock-text'
import { elapsed } from './timer-rules'
import type { Timer } from './timers'
import { useNow } from './use-now'

const MINUTE_MS = 60_000

interface TimedProps {
  item: AgendaItem
  day: DayAt
  timer: Timer
}

/** "12:30 of 20 min" while a timer runs or stands still. */
export function TimedStanding({ item, day, timer }: TimedProps) {
  const { t, language } = useWords()
  const ran = elapsed(timer, useNow(timer.since !== null))
  const { target, sums } = item.goal
  if (timer.day !== day.date) {
    return (
      <span>
        <span role="timer">{clockText(ran)}</span>, {t('timer.countsFor', { day: weekdayName(timer.day, language, 'long') })}
      </span>
    )
  }
  if (target === null || sums) {
    return (
      <>
        <span role="timer">{clockText(ran)}</span>
        <Standing item={item} day={day} />
      </>
    )
  }
  const done = clockText((item.amount ?? 0) * MINUTE_MS + ran)
  const needed = amountWithUnit(language, target, unitOf(t, item.measure, item.unit))
  return <span role="timer">{t('agenda.amountOf', { done, needed })}</span>
}

/** The row's bar, moving with the timer. */
export function TimedBar({ item, day, timer }: TimedProps) {
  const ran = elapsed(timer, useNow(timer.since !== null)) / MINUTE_MS
  const { goal, window, amount } = item
  const own = timer.day === day.date ? ran : 0
  const [done, needed] = goal.sums ? [window.done, window.needed] : [amount ?? 0, goal.target ?? 0]
  if (needed <= 0) return null
  return (
    <span className="bar habit-bar" aria-hidden="true">
      <i style={{ width: `${Math.min(1, (done + own) / needed) * 100}%` }} />
    </span>
  )
}
