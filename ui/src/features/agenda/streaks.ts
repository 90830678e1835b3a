import type { AgendaItem } from '@/api/types'

const DAYS = { day: 1, week: 7, month: 30 }

/** Streaks of days, weeks and months side by side: about as long as so many days. */
const daysOf = ({ streak, streak_unit: unit }: AgendaItem): number => streak * DAYS[unit]

/** Whether seven days in a row show how it goes on: not what counts in weeks, or rests. */
const goesByDay = ({ streak_unit: unit, goal, look }: AgendaItem): boolean => unit === 'day' && goal.schedule !== 'window' && look !== 'paused'

/** The habits whose streak is running, the longest first; before them the longest one that goes from day to day. */
export function runningStreaks(items: readonly AgendaItem[]): AgendaItem[] {
  const running = items.filter((item) => item.streak > 0).sort((a, b) => daysOf(b) - daysOf(a) || a.position - b.position)
  const best = running.find(goesByDay)
  return best ? [best, ...running.filter((item) => item !== best)] : running
}
