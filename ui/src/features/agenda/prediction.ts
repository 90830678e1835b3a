import type { AgendaItem, DayLook, EntryState, EntryWrite } from '@/api/types'
import { hasSpan } from '@/lib/schedule'
import { type Day, weekday } from '@/lib/day'

/** What a tap most likely makes of a habit's day, until the server answers. */

/** Adds amounts as people do: 0.1 and 0.7 are 0.8. Amounts have up to six decimals. */
export const sum = (...amounts: number[]): number => Number(amounts.reduce((total, amount) => total + amount, 0).toFixed(6))

export const isCounted = (item: AgendaItem): boolean => item.measure !== 'check'

/** Whether the window tells an amount: a sum over a span, or the amount of the day alone. */
export const tellsAmount = ({ goal }: AgendaItem): boolean => goal.target !== null && (goal.sums || !hasSpan(goal.schedule))

export function amountAfter(item: AgendaItem, entry: EntryWrite): number | null {
  if (!isCounted(item) || entry.state !== 'done') return null
  if (entry.increment != null) return Math.max(0, sum(item.amount ?? 0, entry.increment))
  return entry.amount ?? item.amount ?? (item.kind === 'build' ? item.goal.target : null)
}

export function tickedAfter(item: AgendaItem, entry: EntryWrite): string[] | null {
  return item.steps.length > 0 && entry.state === 'done' ? (entry.steps ?? null) : null
}

/** What this day adds to its window: its amount, or 1 when it is done. */
export function contribution(item: AgendaItem, state: EntryState, amount: number | null): number {
  return tellsAmount(item) ? (amount ?? 0) : Number(state === 'done')
}

interface Logged {
  amount: number | null
  ticked: string[] | null
  /** The day's amount together with the rest of its window. */
  sum: number
}

export function stateAfter(item: AgendaItem, entry: EntryWrite, logged: Logged): EntryState {
  if (entry.state !== 'done') return entry.state
  if (item.kind === 'quit') return isOver(item, logged) ? 'lapsed' : 'done'
  if (isCounted(item)) return reached(item, logged)
  return logged.ticked === null ? 'done' : stepped(item, logged.ticked)
}

function isOver({ goal }: AgendaItem, { amount, sum: total }: Logged): boolean {
  return goal.target !== null && Boolean(amount) && (goal.sums ? total : (amount ?? 0)) > goal.target
}

function reached({ goal }: AgendaItem, { amount, sum: total }: Logged): EntryState {
  if (!amount) return 'none'
  return (goal.sums ? total : amount) >= (goal.target ?? 0) ? 'done' : 'partial'
}

function stepped({ steps }: AgendaItem, ticked: string[]): EntryState {
  if (ticked.length === 0) return 'none'
  return steps.every(({ id }) => ticked.includes(id)) ? 'done' : 'partial'
}

/** A skipped day is not due; one that was skipped or frozen before may become due again. */
export function wouldBeDue(item: AgendaItem, state: EntryState, around: number, day: Day): boolean {
  if (state === 'skipped') return false
  if (item.state !== 'skipped' && item.state !== 'frozen') return item.due
  const { schedule, weekdays } = item.goal
  if (schedule === 'weekdays') return weekdays.includes(weekday(day))
  if (item.kind === 'quit') return true
  if (schedule === 'weekly' || schedule === 'monthly') return !item.window.is_safe_to_skip
  return around < item.window.needed
}

export function lookAfter(before: AgendaItem, state: EntryState, due: boolean, day: Day, today: Day): DayLook {
  if (state !== 'none') return state
  if (before.state === 'none' && before.look === 'paused') return 'paused'
  if (!due || day > today) return 'none'
  if (day === today) return 'open'
  return before.kind === 'quit' ? 'done' : 'missed'
}

/** Only what is certain: a day that counts by itself, or a week or month whose need is reached by this tap. */
export function streaksAfter(item: AgendaItem, state: EntryState, windowDone: number): Pick<AgendaItem, 'streak' | 'longest_streak'> {
  const streak = item.kind === 'quit' ? quitStreak(item, state) : Math.max(0, item.streak + buildChange(item, state, windowDone))
  return { streak, longest_streak: Math.max(item.longest_streak, streak) }
}

function quitStreak(item: AgendaItem, state: EntryState): number {
  if (state === 'lapsed') return 0
  if (item.streak_unit !== 'day' || item.state === 'lapsed') return item.streak
  return Math.max(0, item.streak + Number(state === 'done') - Number(item.state === 'done'))
}

function buildChange(item: AgendaItem, state: EntryState, windowDone: number): number {
  if (item.streak_unit !== 'day') {
    const { done, needed } = item.window
    return needed > 0 ? Number(windowDone >= needed) - Number(done >= needed) : 0
  }
  return item.goal.schedule === 'window' ? 0 : Number(state === 'done') - Number(item.state === 'done')
}
