const DAY = 24 * 60

/** Midnight to five in the morning. */
const HOURS = [0, 1, 2, 3, 4, 5].map((hour) => hour * 60)

/** When a day may begin, in minutes after midnight: the full hours, and the person's own when it is another. */
export const dayStarts = (current: number): number[] => Array.from(new Set([...HOURS, current])).sort((a, b) => a - b)

/** "03:20" of minutes after midnight; those before it are of the evening. */
export function timeOf(minutes: number): string {
  const within = (minutes + DAY) % DAY
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}
