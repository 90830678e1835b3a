import type { AgendaItem, CheckOffRead, DayRead, EntryState, EntryWrite } from '@/api/types'

/** A write on its way to the server. */
export interface PendingWrite {
  habitId: string
  day: string
  entry: EntryWrite
}

/** A day as the server last told it, and the writes it has not answered yet. */
export interface DayView {
  server: DayRead
  pending: PendingWrite[]
}

/** The day as the person should see it: pending writes laid over the server's answer, oldest first. */
export function overlay({ server, pending }: DayView): DayRead {
  return pending.reduce(withWrite, server)
}

/** A day with one write applied: the habit's entry, its streak where that is certain, and the day's totals. */
export function withWrite(day: DayRead, write: PendingWrite): DayRead {
  const before = day.habits.find((item) => item.id === write.habitId)
  if (!before || write.day !== day.date) return day
  const after = afterWrite(before, write.entry, day.date, day.date === day.today)
  return {
    ...day,
    due: day.due + Number(countsAsDue(after)) - Number(countsAsDue(before)),
    done: day.done + Number(after.state === 'done') - Number(before.state === 'done'),
    habits: day.habits.map((item) => (item === before ? after : item)),
  }
}

/** A habit counts into the day when it is due, or done without being due. */
export const countsAsDue = (item: AgendaItem): boolean => item.due || item.state === 'done'

function afterWrite(item: AgendaItem, entry: EntryWrite, day: string, isToday: boolean): AgendaItem {
  const amount = item.measure === 'amount' ? amountAfter(item, entry) : null
  const done = sum(item.window.done, contribution(item, amount, entry), -contribution(item, item.amount, item))
  const window = { ...item.window, done }
  const state = stateAfter(item, entry, amount, window.done)
  const due = dueAfter(item, state, sum(window.done, -contribution(item, amount, { state })))
  const look = state === 'none' && due ? (isToday ? 'open' : 'missed') : state
  return {
    ...item,
    amount,
    window,
    state,
    due,
    note: entry.note == null ? item.note : entry.note || null,
    tapped_at: state === 'none' ? null : entry.tapped_at,
    ...(isToday ? streaksAfter(item, state) : {}),
    week: item.week.map((mark) => (mark.date === day ? { ...mark, state: look } : mark)),
  }
}

function amountAfter(item: AgendaItem, entry: EntryWrite): number | null {
  if (entry.state !== 'done') return null
  if (entry.increment != null) return sum(item.amount ?? 0, entry.increment)
  return entry.amount ?? item.amount
}

/** Adds amounts as people do: 0.1 and 0.7 are 0.8. Amounts have up to six decimals. */
const sum = (...amounts: number[]): number => Number(amounts.reduce((total, amount) => total + amount, 0).toFixed(6))

/** What this day adds to its window: 1 for a done check, the amount otherwise. */
function contribution(item: AgendaItem, amount: number | null, { state }: { state: string }): number {
  return item.measure === 'amount' ? (amount ?? 0) : Number(state === 'done')
}

function stateAfter(item: AgendaItem, entry: EntryWrite, amount: number | null, windowDone: number): EntryState {
  if (entry.state === 'skipped') return 'skipped'
  if (entry.state !== 'done') return 'none'
  if (item.measure === 'check') return 'done'
  if (!amount) return 'none'
  return windowDone >= (item.goal.target ?? 0) ? 'done' : 'partial'
}

/** Skipped days are not due; taking a skip back makes the day due when the rest of its window is too little. */
function dueAfter(item: AgendaItem, state: EntryState, windowWithoutDay: number): boolean {
  if (state === 'skipped') return false
  return item.state === 'skipped' ? windowWithoutDay < item.window.needed : item.due
}

/** Only a daily habit's streak can be told here; the server counts the others. */
function streaksAfter(item: AgendaItem, state: EntryState): Pick<AgendaItem, 'streak' | 'longest_streak'> {
  const change = item.goal.days === 1 ? Number(state === 'done') - Number(item.state === 'done') : 0
  const streak = Math.max(0, item.streak + change)
  return { streak, longest_streak: Math.max(item.longest_streak, streak) }
}

/** The server's day after it answered a write: what the answer says wins over what we guessed. */
export function withAnswer(day: DayRead, write: PendingWrite, answer: CheckOffRead): DayRead {
  const guessed = withWrite(day, write)
  if (write.day !== day.date) return day
  return {
    ...guessed,
    due: answer.day.due,
    done: answer.day.done,
    habits: guessed.habits.map((item) =>
      item.id === write.habitId
        ? { ...item, ...answer.habit, ...entryOf(answer) }
        : item,
    ),
  }
}

function entryOf({ entry }: CheckOffRead): Pick<AgendaItem, 'state' | 'amount' | 'note' | 'tapped_at'> {
  const { state = 'none', amount = null, note = null, tapped_at = null } = entry ?? {}
  return { state, amount, note, tapped_at }
}

/** The write that takes an item's day back to how it was before. A note left out is kept, an empty one is removed. */
export function restoring(before: AgendaItem, note: boolean): Pick<EntryWrite, 'state' | 'amount' | 'note'> {
  const noted = note ? { note: before.note ?? '' } : {}
  if (before.state === 'skipped' || before.state === 'none') return { state: before.state, ...noted }
  return before.measure === 'amount' ? { state: 'done', amount: before.amount, ...noted } : { state: 'done', ...noted }
}
