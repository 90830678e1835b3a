import type { StrengthRead } from '@/api/types'
import { type Day, addDays } from '@/lib/day'

/** One point of the curve; `value` is 0 to 100. */
export interface Point {
  day: Day
  value: number
}

/** The points of a curve, oldest first; the last one is of today even when the steps do not end there. */
export function pointsOf({ first, last, step_days: step, values }: StrengthRead): Point[] {
  return values.map((value, place) => ({ day: place === values.length - 1 ? last : addDays(first, place * step), value: value * 100 }))
}

/** A strength as it is written: whole, and 100 only when it is. */
export const whole = (value: number): number => (value < 100 ? Math.min(99, Math.round(value)) : 100)

export type Course = 'rose' | 'fell' | 'held'

const HELD_WITHIN = 2

/** Whether a curve went up, down, or stayed about the same (within two points). */
export function courseOf(points: readonly Point[]): Course {
  const change = whole(points.at(-1)?.value ?? 0) - whole(points[0]?.value ?? 0)
  if (Math.abs(change) <= HELD_WITHIN) return 'held'
  return change > 0 ? 'rose' : 'fell'
}

export const highest = (points: readonly Point[]): Point | undefined =>
  points.reduce<Point | undefined>((best, point) => (best && best.value >= point.value ? best : point), undefined)

/** At most `count` points, evenly apart, the first and the last among them. */
export function sampled(points: readonly Point[], count: number): Point[] {
  if (points.length <= count) return [...points]
  const step = (points.length - 1) / (count - 1)
  return Array.from({ length: count }, (_, place) => points[Math.round(place * step)]).filter((point) => point !== undefined)
}
