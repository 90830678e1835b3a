import type { AgendaItem } from '@/api/types'
import type { Day } from '@/lib/day'
import type { Timer } from './timers'

const MINUTE_MS = 60_000

/** From this much more than was needed on, nobody was there to stop it: the person is asked. */
const OVERRUN_MS = 5 * MINUTE_MS

/** The same for a habit whose target is reached already. */
const FORGOTTEN_MS = 3 * 60 * MINUTE_MS

/** A timer of a habit that is gone is thrown away after so many days. */
export const STALE_DAYS = 30

/** How long a timer ran so far, in milliseconds. A clock that was set back counts nothing. */
export const elapsed = ({ since, before }: Timer, now: number): number => before + (since === null ? 0 : Math.max(0, now - since))

/** Minutes to record, with at most two decimals. */
export const minutesOf = (ms: number): number => Math.round(ms / (MINUTE_MS / 100)) / 100

/** What is missing to the target, in minutes with at most two decimals, rounded up; null when there is nothing to reach. */
export function missing(item: AgendaItem): number | null {
  const { goal, window, amount } = item
  if (goal.target === null) return null
  const left = goal.sums ? window.needed - window.done : goal.target - (amount ?? 0)
  return left > 0 ? Math.ceil(Number((left * 100).toFixed(6))) / 100 : null
}

export type Verdict = 'counting' | 'ended' | 'reached' | 'forgotten'

/** What is to be done about a timer now; `item` is its habit on its day, before its minutes are added. */
export function verdictOf(timer: Timer, item: AgendaItem, now: number, today: Day): Verdict {
  if (timer.ended) return 'ended'
  if (timer.since === null) return timer.day < today ? 'forgotten' : 'counting'
  const ran = elapsed(timer, now)
  const left = missing(item)
  if (left === null) return ran > FORGOTTEN_MS ? 'forgotten' : 'counting'
  const over = ran - left * MINUTE_MS
  if (over < 0) return 'counting'
  return over > OVERRUN_MS ? 'forgotten' : 'reached'
}

export const paused = (timer: Timer, now: number): Timer => ({ ...timer, since: null, before: elapsed(timer, now) })

export const resumed = (timer: Timer, now: number): Timer => ({ ...timer, since: now })

export const ended = (timer: Timer, now: number): Timer => ({ ...paused(timer, now), ended: true })
