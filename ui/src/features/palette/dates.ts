import { type Day, type Month, addDays, addMonths, daysIn, firstOf, isDay, isMonth, monthOf, weekday } from '@/lib/day'
import { plain } from './rank'

/** A day, a month or a year that somebody typed. */
export type When = { kind: 'day'; day: Day } | { kind: 'month'; month: Month } | { kind: 'year'; year: string }

/** Both languages are read, whichever is spoken: a guest at the keyboard loses nothing. */
const LOCALES = ['en-GB', 'en-US', 'de-DE']
const SHORTEST = 3

const RELATIVE: Record<string, number> = {
  today: 0, heute: 0, yesterday: -1, gestern: -1, tomorrow: 1, morgen: 1, vorgestern: -2, 'day before yesterday': -2, ubermorgen: 2,
}

const names = (dates: Date[], options: Intl.DateTimeFormatOptions): string[][] =>
  LOCALES.map((locale) => dates.map((date) => plain(new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(date))))

const MONTHS = [...names(Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2024, month, 1))), { month: 'long' }),
  ['', '', 'maerz'], ['', '', 'mrz', '', '', '', '', '', '', '', '', '']]
const WEEKDAYS = names(Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day))), { weekday: 'long' })
const TWO_LETTERS = ['mo', 'di', 'mi', 'do', 'fr', 'sa', 'so']

/** The place of a name, or of its beginning, in a list of each language; -1 for none. */
function placeOf(text: string, lists: readonly string[][]): number {
  if (text.length < SHORTEST) return -1
  for (const list of lists) {
    const place = list.findIndex((name) => name.startsWith(text))
    if (place >= 0) return place
  }
  return -1
}

const two = (text: string | number): string => String(text).padStart(2, '0')

/**
 * What a text says as a date: "yesterday", "3 days ago", "Monday", "12 march", "March 12 2025", "12.3.", "12/03/2026",
 * "2026-03-12", "march", "2025", and the same in German. Without a year the last such day is meant, today included.
 */
export function whenOf(typed: string, today: Day): When | null {
  const text = plain(typed).replace(/\s+/g, ' ').replace(/,/g, '')
  const day = relative(text, today) ?? weekdayOf(text, today) ?? numbers(text, today) ?? named(text, today)
  if (day) return { kind: 'day', day }
  return wholeMonth(text, today) ?? (/^(19|20|21)\d\d$/.test(text) ? { kind: 'year', year: text } : null)
}

function relative(text: string, today: Day): Day | null {
  const known = RELATIVE[text]
  if (known !== undefined) return addDays(today, known)
  const [, days, weeks] = /^(?:vor )?(?:(\d{1,3}) (?:days?|tag(?:e|en)?)|(\d{1,2}) (?:weeks?|wochen?))(?: ago)?$/.exec(text) ?? []
  if (!/ago$|^vor /.test(text)) return null
  return addDays(today, -(Number(days ?? 0) + Number(weeks ?? 0) * 7))
}

/** The last such weekday; "last" or "letzten" before it never means today. */
function weekdayOf(text: string, today: Day): Day | null {
  const [, last, name = ''] = /^(last |letzte[rn]? )?(\p{L}+)$/u.exec(text) ?? []
  const place = TWO_LETTERS.includes(name) ? TWO_LETTERS.indexOf(name) : placeOf(name, WEEKDAYS)
  if (place < 0) return null
  const back = (weekday(today) - 1 - place + 7) % 7
  return addDays(today, -(back === 0 && last ? 7 : back))
}

/** 2026-03-12, 12.3.2026, 12.3., 12/3/26: the day before the month, but with the year in front as in ISO. */
function numbers(text: string, today: Day): Day | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (iso) return existing(`${iso[1] ?? ''}-${two(iso[2] ?? '')}-${two(iso[3] ?? '')}`)
  const [, day, month, year] = /^(\d{1,2})[./] ?(\d{1,2})(?:[./]? ?(\d{4}|\d{2})?)$/.exec(text) ?? []
  return day && month ? dayOf(Number(day), Number(month), year, today) : null
}

/** "12 march", "12. märz 2025", "march 12", "the 12th of march". */
function named(text: string, today: Day): Day | null {
  const before = /^(?:the |am )?(\d{1,2})(?:\.|st|nd|rd|th)? ?(?:of )?(\p{L}+)\.?(?: (\d{4}))?$/u.exec(text)
  const after = /^(\p{L}+)\.? (\d{1,2})(?:\.|st|nd|rd|th)?(?: (\d{4}))?$/u.exec(text)
  const [day, name, year] = before ? [before[1], before[2], before[3]] : [after?.[2], after?.[1], after?.[3]]
  const month = placeOf(name ?? '', MONTHS) + 1
  return day && month > 0 ? dayOf(Number(day), month, year, today) : null
}

function wholeMonth(text: string, today: Day): When | null {
  const [, name = '', year] = /^(\p{L}+)\.?(?: (\d{4}))?$/u.exec(text) ?? []
  const place = placeOf(name, MONTHS) + 1
  const iso = /^\d{4}-\d{2}$/.test(text) ? text : place > 0 ? latest(`-${two(place)}`, year, today) : null
  return iso && isMonth(iso) ? { kind: 'month', month: iso } : null
}

function latest(month: string, year: string | undefined, today: Day): Month {
  const own = `${year ?? today.slice(0, 4)}${month}`
  return year === undefined && own > monthOf(today) ? addMonths(own, -12) : own
}

/** The day of a month; without a year the last one that has been. 29 February looks back to a leap year. */
function dayOf(day: number, month: number, year: string | undefined, today: Day): Day | null {
  const given = year?.length === 2 ? `20${year}` : year
  if (given !== undefined) return existing(`${given}-${two(month)}-${two(day)}`)
  if (month < 1 || month > 12 || day < 1) return null
  let place = latest(`-${two(month)}`, undefined, today)
  if (`${place}-${two(day)}` > today) place = addMonths(place, -12)
  for (let back = 0; back < 8 && daysIn(place) < day; back += 1) place = addMonths(place, -12)
  return existing(`${place}-${two(day)}`)
}

const existing = (day: Day): Day | null => (isDay(day) && isMonth(monthOf(day)) && firstOf(monthOf(day)) <= day ? day : null)
