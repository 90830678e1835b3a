import type { MonthRead } from '@/api/types'
import { type Day, weeksOf } from '@/lib/day'

/** One day of the grid. `share` is done ÷ due; null when nothing was due. */
export interface Cell {
  day: Day
  due: number
  done: number
  share: number | null
  future: boolean
}

/** The month's weeks, each of seven cells; null where another month's day would stand. */
export function cellsOf(month: MonthRead): (Cell | null)[][] {
  const known = new Map(month.days.map((day) => [day.date, day]))
  return weeksOf(month.month, month.first_weekday).map((week) =>
    week.map((day) => {
      if (day === null) return null
      const { due, done } = known.get(day) ?? { due: 0, done: 0 }
      return { day, due, done, share: due > 0 ? done / due : null, future: day > month.today }
    }),
  )
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** By how many days an arrow key moves; null for other keys. */
export const arrowStep = (key: string): number | null => STEPS[key] ?? null
