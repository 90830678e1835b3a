/** Civil days are `YYYY-MM-DD`, months `YYYY-MM`; both sort as text. No time zone is involved. */
export type Day = string
export type Month = string

const MS_PER_DAY = 86_400_000

const utc = (day: Day): number => Date.parse(`${day}T00:00:00Z`)

const dayOf = (ms: number): Day => new Date(ms).toISOString().slice(0, 10)

export const monthOf = (day: Day): Month => day.slice(0, 7)

export const yearOf = (day: Day): number => Number(day.slice(0, 4))

export const firstOf = (month: Month): Day => `${month}-01`

export const dayNumber = (day: Day): number => Number(day.slice(8))

export const addDays = (day: Day, days: number): Day => dayOf(utc(day) + days * MS_PER_DAY)

/** Days from one to another; 0 for the same. */
export const daysBetween = (from: Day, to: Day): number => Math.round((utc(to) - utc(from)) / MS_PER_DAY)

export function addMonths(month: Month, months: number): Month {
  const date = new Date(utc(firstOf(month)))
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.toISOString().slice(0, 7)
}

export const daysIn = (month: Month): number => dayNumber(addDays(firstOf(addMonths(month, 1)), -1))

/** ISO weekday, Monday = 1 … Sunday = 7. */
export const weekday = (day: Day): number => new Date(utc(day)).getUTCDay() || 7

export function isDay(text: string): boolean {
  const ms = utc(text)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(ms) && dayOf(ms) === text
}

/** A month of the years 1900 to 2199, the ones the server keeps. */
export const isMonth = (text: string): boolean => /^(19|20|21)\d{2}-\d{2}$/.test(text) && isDay(`${text}-01`)

/** The month's weeks from `firstWeekday` (ISO) on; null where another month's day would stand. */
export function weeksOf(month: Month, firstWeekday: number): (Day | null)[][] {
  const first = firstOf(month)
  const before = (weekday(first) - firstWeekday + 7) % 7
  const cells = Math.ceil((before + daysIn(month)) / 7) * 7
  const days = Array.from({ length: cells }, (_, cell) => {
    const day = addDays(first, cell - before)
    return monthOf(day) === month ? day : null
  })
  return Array.from({ length: cells / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7))
}

/** Seven days, one for each column, to take weekday names from. */
export function weekFrom(firstWeekday: number): Day[] {
  const monday = '2024-01-01'
  return Array.from({ length: 7 }, (_, column) => addDays(monday, firstWeekday - 1 + column))
}

export type DayPart = 'morning' | 'afternoon' | 'evening'

/** The part of the day in a zone, for a greeting. An unknown zone counts as the device's. */
export function dayPart(now: Date, zone: string): DayPart {
  const hour = hourIn(now, zone)
  if (hour >= 4 && hour < 12) return 'morning'
  return hour >= 12 && hour < 18 ? 'afternoon' : 'evening'
}

const hourIn = (now: Date, zone: string): number => Math.floor(minuteIn(now, zone) / 60)

/** Minutes after midnight by the wall clock of a zone. */
function minuteIn(now: Date, zone: string): number {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  try {
    const [hour, minute] = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }).format(now).split(':')
    return Number(hour) * 60 + Number(minute)
  } catch {
    return now.getHours() * 60 + now.getMinutes()
  }
}

/** The calendar day of an instant in a zone; null when it cannot be read. */
export function dayAt(instant: string, zone: string): Day | null {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) return null
  const options = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  try {
    return new Intl.DateTimeFormat('en-CA', { ...options, timeZone: zone }).format(date)
  } catch {
    return new Intl.DateTimeFormat('en-CA', options).format(date)
  }
}

/**
 * The civil day of an instant for somebody whose days begin `dayStart` minutes after midnight, by the wall clock. Only
 * for a device that cannot ask: the server also knows which day was begun already.
 */
export function civilDay(now: Date, zone: string, dayStart: number): Day {
  const day = dayAt(now.toISOString(), zone) ?? ''
  return minuteIn(now, zone) < dayStart ? addDays(day, -1) : day
}

export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
