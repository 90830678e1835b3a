import { useMemo } from 'react'
import type { AgendaItem, DayAt } from '@/api/types'
import type { Day } from '@/lib/day'
import { keep, parsedKept, readKept } from '@/lib/kept'
import { useKept } from '@/ui/use-kept'

/** A stopwatch of one habit. It lives in this browser's storage, so that it goes on while the page is closed. */
export interface Timer {
  habit: string
  /** The civil day on which it was started: there its minutes are recorded. */
  day: Day
  /** When it was started or continued, in epoch milliseconds; null while it stands still. */
  since: number | null
  /** Milliseconds it ran before that. */
  before: number
  /** It was stopped, and what it counted is still to be recorded. */
  ended?: boolean
}

const KEY = 'timers'

/** The timers that were kept, leaving out what cannot be one. */
export function readTimers(text: string | null): Timer[] {
  const kept = parsedKept(text)
  return Array.isArray(kept) ? (kept as (Partial<Timer> | null)[]).filter(isTimer) : []
}

const isTimer = (one: Partial<Timer> | null): one is Timer =>
  typeof one?.habit === 'string' && typeof one.day === 'string' && typeof one.before === 'number' && (one.since === null || typeof one.since === 'number')

export function useTimers(): Timer[] {
  const text = useKept(KEY)
  return useMemo(() => readTimers(text), [text])
}

export const timerOf = (habit: string): Timer | undefined => readTimers(readKept(KEY)).find((timer) => timer.habit === habit)

/** Puts a habit's timer in place of the one it had; null takes it away. */
export function setTimer(habit: string, timer: Timer | null): void {
  const others = readTimers(readKept(KEY)).filter((other) => other.habit !== habit)
  const all = timer ? [...others, timer] : others
  keep(KEY, all.length > 0 ? JSON.stringify(all) : null)
}

/** Whether a row has a timer: minutes to build up, today. Past days get their minutes as a number. */
export const isTimed = (item: AgendaItem, { date, today }: DayAt): boolean =>
  item.measure === 'minutes' && item.kind === 'build' && date === today

/** Starts a habit's timer on a day. */
export const startTimer = (habit: string, day: Day): void => setTimer(habit, { habit, day, since: Date.now(), before: 0 })
