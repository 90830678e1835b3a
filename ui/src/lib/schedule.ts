import type { AgendaItem, GoalRead, GoalWrite, Kind, Measure, Schedule } from '@/api/types'

/** What a goal asks, whichever answer of the server tells it. */
export interface Asked {
  kind: Kind
  schedule: Schedule
  times: number
  days: number
  weekdays: readonly number[]
  target: number | null
  /** The target is one day's, to be met so many times; else it is the sum of the whole span. */
  perDay: boolean
}

const SPANS = ['weekly', 'monthly', 'window'] as const
export type Span = (typeof SPANS)[number]

/** Whether a goal looks at a whole week, month or window. */
export const hasSpan = (schedule: Schedule): schedule is Span => SPANS.some((span) => span === schedule)

export function askedOfItem({ kind, goal }: AgendaItem): Asked {
  const { schedule, times, days, weekdays, target } = goal
  return { kind, schedule, times, days, weekdays, target, perDay: target !== null && !goal.sums }
}

export function askedOfHabit(kind: Kind, goal: GoalRead): Asked {
  const { schedule, times, days, weekdays, target } = goal
  return { kind, schedule, times, days, weekdays, target, perDay: goal.per_day }
}

/** The same of a goal that is still to be sent. */
export function askedOfDraft(kind: Kind, goal: GoalWrite): Asked {
  const { schedule, times = 1, days = 1, weekdays = [], target = null, per_day = false } = goal
  return { kind, schedule: schedule ?? (days === 1 ? 'daily' : 'window'), times, days, weekdays, target, perDay: per_day }
}

/** The largest amount the server takes. */
export const AMOUNT_MAX = 1_000_000_000

/** The smallest target the form takes: below it, a day would read as nothing at all. */
export const TARGET_MIN = 0.001

/** Whether an amount has more decimals than the six that are kept. */
export const isTooFine = (amount: number): boolean => Number(amount.toFixed(6)) !== amount

const MINUTES_STEP = 5

/**
 * How much one tap adds: 1, a round number where single steps would be silly (a tenth of a large target), or the whole
 * target where that is less than 1. Minutes go in fives.
 */
export function stepFor(target: number | null, measure: Measure = 'amount'): number {
  if (target === null || target === 0) return 1
  if (measure === 'minutes' && target >= 2 * MINUTES_STEP) return MINUTES_STEP
  if (target <= 30) return Math.min(1, target)
  const tenth = target / 10
  const magnitude = 10 ** Math.floor(Math.log10(tenth))
  const lead = tenth / magnitude
  return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * magnitude
}
