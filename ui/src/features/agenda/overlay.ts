import type { Tap } from '@/api/outbox/items'
import type { AgendaItem, CheckOffRead, DayRead, EntryState, EntryWrite } from '@/api/types'
import { amountAfter, contribution, isCounted, lookAfter, stateAfter, streaksAfter, sum, tickedAfter, wouldBeDue } from './prediction'

/** A write that the server has not taken yet. */
export type PendingWrite = Pick<Tap, 'habitId' | 'day' | 'entry'>

/** A day as the server last told it, and the writes it has not answered yet. */
export interface DayView {
  server: DayRead
  pending: readonly PendingWrite[]
}

interface Laid {
  pending: readonly PendingWrite[]
  day: DayRead
}

/** What was laid over each answer last: with hundreds of waiting writes, one more must not cost them all again. */
const lastLaid = new WeakMap<DayRead, Laid>()

const idOf = ({ entry }: PendingWrite) => entry.client_id ?? entry

const beginsWith = (writes: readonly PendingWrite[], first: readonly PendingWrite[]): boolean =>
  first.length <= writes.length && first.every((write, place) => writes[place] !== undefined && idOf(write) === idOf(writes[place]))

/** The day as the person should see it: pending writes laid over the server's answer, oldest first. */
export function overlay({ server, pending }: DayView): DayRead {
  const last = lastLaid.get(server)
  const isMore = last !== undefined && beginsWith(pending, last.pending)
  const day = isMore ? pending.slice(last.pending.length).reduce(withWrite, last.day) : pending.reduce(withWrite, server)
  lastLaid.set(server, { pending, day })
  return day
}

/** A view after the server answered a write; the same when it is another day's. */
export const withStored = (view: DayView, write: PendingWrite, answer: CheckOffRead): DayView =>
  view.server.date === write.day ? { ...view, server: withAnswer(view.server, write, answer) } : view

/** A day with one write applied: the habit's entry, its streak where that is certain, and the day's totals. */
export function withWrite(day: DayRead, write: PendingWrite): DayRead {
  const before = day.habits.find((item) => item.id === write.habitId)
  if (!before || write.day !== day.date) return day
  const after = afterWrite(before, write.entry, day)
  return {
    ...day,
    due: day.due + Number(countsAsDue(after)) - Number(countsAsDue(before)),
    done: day.done + Number(isDone(after)) - Number(isDone(before)),
    habits: day.habits.map((item) => (item === before ? after : item)),
  }
}

/** Whether a habit counts as done that day: logged, or kept without a word by what is to be quit. */
export const isDone = (item: AgendaItem): boolean => item.look === 'done' && (item.kind === 'build' || item.due)

/** A habit counts into the day when it is due, or done without being due. */
export const countsAsDue = (item: AgendaItem): boolean => item.due || isDone(item)

function afterWrite(item: AgendaItem, entry: EntryWrite, { date, today }: DayRead): AgendaItem {
  const amount = amountAfter(item, entry)
  const ticked = tickedAfter(item, entry)
  const own = contribution(item, item.state, item.amount)
  const around = sum(item.window.done, -own)
  const state = stateAfter(item, entry, { amount, ticked, sum: sum(around, amount ?? 0) })
  const window = { ...item.window, done: sum(around, contribution(item, state, amount)) }
  const due = wouldBeDue(item, state, around, date)
  const after = {
    ...item,
    amount,
    ticked,
    reason: state === 'skipped' ? (entry.reason ?? null) : null,
    window,
    state,
    due,
    note: entry.note == null ? item.note : entry.note || null,
    tapped_at: state === 'none' ? null : entry.tapped_at,
    ...(date === today ? streaksAfter(item, state, window.done) : {}),
  }
  return withLook(after, lookAfter(item, state, due, date, today), date)
}

function withLook(item: AgendaItem, look: AgendaItem['look'], date: string): AgendaItem {
  return { ...item, look, week: item.week.map((mark) => (mark.date === date ? { ...mark, state: look } : mark)) }
}

/** The server's day after it answered a write: what the answer says wins over what we guessed. */
export function withAnswer(day: DayRead, write: PendingWrite, answer: CheckOffRead): DayRead {
  if (write.day !== day.date) return day
  const guessed = withWrite(day, write)
  return {
    ...guessed,
    due: answer.day.due,
    done: answer.day.done,
    habits: guessed.habits.map((item) => (item.id === write.habitId ? told(item, answer, day) : item)),
  }
}

function told(item: AgendaItem, answer: CheckOffRead, { date, today }: DayRead): AgendaItem {
  const after = { ...item, ...answer.habit, ...entryOf(answer) }
  return withLook(after, lookAfter(item, after.state, after.due, date, today), date)
}

type Logged = Pick<AgendaItem, 'state' | 'amount' | 'note' | 'ticked' | 'reason' | 'tapped_at'>

function entryOf({ entry }: CheckOffRead): Logged {
  if (!entry) return { state: 'none', amount: null, note: null, ticked: null, reason: null, tapped_at: null }
  const { state, amount, note, steps, reason, tapped_at } = entry
  return { state, amount, note, ticked: steps, reason, tapped_at }
}

export type Restored = Pick<EntryWrite, 'state' | 'amount' | 'note' | 'steps' | 'reason'>

/** The write that takes an item's day back to how it was before. A note left out is kept, an empty one is removed. */
export function restoring(before: AgendaItem, note: boolean): Restored {
  return { ...logging(before), ...(note ? { note: before.note ?? '' } : {}) }
}

const NOT_DONE: EntryState[] = ['none', 'frozen']

function logging(item: AgendaItem): Restored {
  const { state, amount, ticked, reason } = item
  if (NOT_DONE.includes(state)) return { state: 'none' }
  if (state === 'skipped') return reason ? { state, reason } : { state }
  if (isCounted(item) && amount !== null) return { state: 'done', amount }
  if (state === 'lapsed') return { state }
  return ticked ? { state: 'done', steps: ticked } : { state: 'done' }
}
