import { type Day, addDays, browserZone, daysBetween } from '@/lib/day'
import { clockTime, dayAndMonth, fullDay, shortDay, weekdayName } from './format'
import type { Translate } from './translate'

const two = (value: number): string => String(value).padStart(2, '0')

/** The civil day of an instant where this browser is. */
export function dayOfInstant(instant: string): Day {
  const date = new Date(instant)
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

const today = (): Day => dayOfInstant(new Date().toISOString())

const timeOf = (instant: string, language: string): string => clockTime(instant, language, browserZone())

/** "today, 14:05", "yesterday, 14:05", "9 Nov, 14:05", with the year when it is another. */
export function momentText(t: Translate, instant: string, language: string): string {
  const [day, now] = [dayOfInstant(instant), today()]
  const time = timeOf(instant, language)
  if (day === now) return t('moments.today', { time })
  if (day === addDays(now, -1)) return t('moments.yesterday', { time })
  return t('moments.at', { day: shortDay(day, now, language), time })
}

/** When something to come ends: "today at 18:00", "Sunday", "9 December", "9 December 2027". */
export function endText(t: Translate, instant: string, language: string): string {
  const [day, now] = [dayOfInstant(instant), today()]
  const days = daysBetween(now, day)
  if (days <= 0) return t('moments.endsToday', { time: timeOf(instant, language) })
  if (days < 7) return weekdayName(day, language, 'long')
  return day.slice(0, 4) === now.slice(0, 4) ? dayAndMonth(day, language) : fullDay(day, language)
}
