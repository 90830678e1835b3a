import type { AgendaItem, DayRead } from '@/api/types'
import { hasSpan } from '@/lib/schedule'
import { type Day, addDays, addMonths, daysBetween, firstOf, monthOf, weekday } from '@/lib/day'
import { isDone } from './overlay'

/**
 * What a later day most likely asks, from the last one that the server told: for a device that is still offline when the
 * day turns. Schedules are exact where the calendar alone decides; streaks and windows of "n in any y days" are the
 * best guess until the server answers.
 */
export function carried(told: DayRead, today: Day): DayRead {
  const habits = told.habits.map((item) => carriedItem(item, told.date, today))
  return { ...told, date: today, today, habits, due: habits.filter(({ due }) => due).length, done: 0 }
}

function carriedItem(item: AgendaItem, from: Day, today: Day): AgendaItem {
  const window = windowOn(item, from, today)
  const due = isDueOn({ ...item, window }, from, today)
  const paused = item.look === 'paused'
  const look = paused ? 'paused' : due ? 'open' : 'none'
  return {
    ...item,
    ...NOTHING,
    window,
    due: due && !paused,
    look,
    streak: streakOn(item, from, today),
    week: Array.from({ length: 7 }, (_, place) => markOn(item, addDays(today, place - 6), { from, today, look })),
  }
}

const NOTHING = { state: 'none', amount: null, note: null, ticked: null, reason: null, tapped_at: null } as const

interface Span {
  from: Day
  today: Day
  look: AgendaItem['look']
}

/** Days that nobody told are shown as nothing rather than as missed. */
function markOn(item: AgendaItem, date: Day, { from, today, look }: Span): AgendaItem['week'][number] {
  if (date === today) return { date, state: look }
  const known = item.week.find((mark) => mark.date === date)
  if (known && date < from) return known
  return { date, state: date === from && item.look !== 'open' ? item.look : 'none' }
}

function windowOn(item: AgendaItem, from: Day, today: Day): AgendaItem['window'] {
  const { window, goal } = item
  if (goal.schedule === 'window') return { ...window, first: addDays(today, -daysBetween(window.first, from)), last: addDays(window.last, daysBetween(from, today)) }
  if (!hasSpan(goal.schedule)) return { ...window, first: today, last: today, done: 0 }
  const safe = { ...window, is_safe_to_skip: true }
  const within = today <= window.last ? safe : { ...safe, ...nextSpan(item, today), done: 0 }
  const left = within.needed - within.done
  const isSafe = goal.sums ? today < within.last : daysBetween(today, within.last) + 1 > left
  return { ...within, is_safe_to_skip: isSafe }
}

function nextSpan({ goal, window }: AgendaItem, today: Day): { first: Day; last: Day } {
  if (goal.schedule === 'monthly') return { first: firstOf(monthOf(today)), last: addDays(firstOf(addMonths(monthOf(today), 1)), -1) }
  const first = addDays(today, -((weekday(today) - weekday(addDays(window.last, 1)) + 7) % 7))
  return { first, last: addDays(first, 6) }
}

function isDueOn(item: AgendaItem, from: Day, today: Day): boolean {
  const { kind, goal, window } = item
  const { schedule } = goal
  if (schedule === 'weekdays') return isOnWeekdays(item, today)
  if (schedule === 'interval') return isInTurn(item, from, today)
  if (kind === 'quit' || schedule === 'daily') return true
  if (schedule === 'weekly' || schedule === 'monthly') return !window.is_safe_to_skip && window.done < window.needed
  return window.done < window.needed
}

const isOnWeekdays = ({ goal }: AgendaItem, day: Day): boolean => goal.schedule !== 'weekdays' || goal.weekdays.includes(weekday(day))

const LOGGED = ['done', 'partial', 'skipped', 'frozen']

/** "Every n days" counts from a day that is not told; the last one that was asked for has the same turn. */
function isInTurn({ due, goal, week }: AgendaItem, from: Day, today: Day): boolean {
  const asked = due ? from : (week.findLast(({ state }) => state === 'missed') ?? week.findLast(({ state }) => LOGGED.includes(state)))?.date
  return asked !== undefined && daysBetween(asked, today) % goal.days === 0
}

/** An open day that was due ends a streak of days; what is quit goes on by itself. */
function streakOn(item: AgendaItem, from: Day, today: Day): number {
  if (item.streak_unit !== 'day' || item.goal.schedule === 'window' || item.look === 'paused') return item.streak
  const passed = daysBetween(from, today)
  if (item.kind === 'quit') return quitStreakOn(item, from, passed)
  const isKept = !item.due || isDone(item) || item.look === 'frozen' || item.look === 'skipped'
  const isCertain = passed === 1 || item.goal.schedule !== 'daily'
  return isKept && isCertain ? item.streak : 0
}

/** Each closed day that was asked for counts, from the told one on; that one not again, where it is counted already. */
function quitStreakOn(item: AgendaItem, from: Day, passed: number): number {
  const closed = Array.from({ length: passed }, (_, place) => addDays(from, place)).filter((day) => isOnWeekdays(item, day)).length
  if (item.look === 'lapsed') return closed - Number(isOnWeekdays(item, from))
  return item.streak + closed - Number(isDone(item))
}
