import { type Day, type Month, firstOf, weekFrom } from '@/lib/day'

/** Numbers and dates as a language writes them; 24-hour times everywhere. */
const LOCALES: Record<string, string> = { en: 'en-GB', de: 'de-DE' }

const localeOf = (language: string): string => LOCALES[language] ?? 'en-GB'

function dateText(day: Day, language: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
}

/** "Friday, 20 November" */
export function longDay(day: Day, language: string): string {
  const name = dateText(day, language, { weekday: 'long' })
  return `${name}, ${dateText(day, language, { day: 'numeric', month: 'long' })}`
}

/** "20 November" */
export const dayAndMonth = (day: Day, language: string): string => dateText(day, language, { day: 'numeric', month: 'long' })

/** "1–20 November" */
export function dayRange(from: Day, to: Day, language: string): string {
  const format = new Intl.DateTimeFormat(localeOf(language), { day: 'numeric', month: 'long', timeZone: 'UTC' })
  return format.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`))
}

const SHORT = { day: 'numeric', month: 'short' } as const

/** "20 Nov" in the year of `today`, "20 Nov 2025" in another. */
export function shortDay(day: Day, today: Day, language: string): string {
  return dateText(day, language, day.slice(0, 4) === today.slice(0, 4) ? SHORT : { ...SHORT, year: 'numeric' })
}

/** "9 Oct – 20 Nov", with the years when another one is part of it; one day alone as itself. */
export function shortRange(from: Day, to: Day, today: Day, language: string): string {
  if (from === to) return shortDay(from, today, language)
  const thisYear = [from, to].every((day) => day.slice(0, 4) === today.slice(0, 4))
  const format = new Intl.DateTimeFormat(localeOf(language), { ...SHORT, ...(thisYear ? {} : { year: 'numeric' }), timeZone: 'UTC' })
  return format.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`))
}

/** "20 November 2026" */
export const fullDay = (day: Day, language: string): string => dateText(day, language, { day: 'numeric', month: 'long', year: 'numeric' })

/** "November" */
export const monthName = (month: Month, language: string, width: 'long' | 'short'): string =>
  dateText(firstOf(month), language, { month: width }).replace(/\.$/, '')

/** "November 2026" */
export const monthAndYear = (month: Month, language: string): string =>
  dateText(firstOf(month), language, { month: 'long', year: 'numeric' })

export const weekdayName = (day: Day, language: string, width: 'long' | 'short'): string =>
  dateText(day, language, { weekday: width }).replace(/\.$/, '')

/** "Mon, Wed and Fri" of ISO weekdays, Monday first. */
export function weekdayList(weekdays: readonly number[], language: string): string {
  const names = weekFrom(1).map((day) => weekdayName(day, language, 'short'))
  const chosen = [...weekdays].sort((a, b) => a - b).map((weekday) => names[weekday - 1] ?? '')
  return list(chosen, language)
}

/** "Mon, Wed and Fri" */
export const list = (words: string[], language: string): string => new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format(words)

/** "07:10" of an instant in a zone; empty when the instant cannot be read. */
export function clockTime(instant: string, language: string, zone: string): string {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) return ''
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  try {
    return new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: zone }).format(date)
  } catch {
    return new Intl.DateTimeFormat(localeOf(language), options).format(date)
  }
}

/** Every digit that is stored (amounts have up to six decimals), with the language's own separators. */
export const number = (value: number, language: string): string =>
  new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 6 }).format(value)

/** The same without thousands separators: what a field is filled with. */
export const plainNumber = (value: number, language: string): string =>
  new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 6, useGrouping: false }).format(value)

/** "+14", "−3" (a real minus sign), "0": how much something changed. */
export const signed = (value: number, language: string): string =>
  new Intl.NumberFormat(localeOf(language), { signDisplay: 'exceptZero' }).format(value).replace('-', '−')

const COMPACT_FROM = 10_000

/** As short as a small button needs it: "10K", "100M"; small numbers in full. British English would write "100m". */
export const shortNumber = (value: number, language: string): string =>
  value < COMPACT_FROM ? number(value, language) : new Intl.NumberFormat(language, { notation: 'compact' }).format(value)

/** "72 %" with a no-break space. A share below 1 never reads 100 %. */
export function percent(share: number): string {
  return `${wholePercent(share)}\u00a0%`
}

export function wholePercent(share: number): number {
  const whole = Math.round(share * 100)
  return share < 1 ? Math.min(99, whole) : whole
}

const DECIMAL: Record<string, string> = { en: '.', de: ',' }

/**
 * Reads "2,5" and "2.5" alike, and thousands as the language writes them ("10,000" in English, "10.000" in German);
 * null when it is no number of 0 or more.
 */
export function parseAmount(text: string, language: string): number | null {
  const [group, decimal] = (DECIMAL[language] ?? '.') === '.' ? [',', '.'] : ['.', ',']
  const grouped = new RegExp(`^[1-9]\\d{0,2}(\\${group}\\d{3})+(\\${decimal}\\d+)?$`)
  const typed = text.trim()
  const plain = (grouped.test(typed) ? typed.replaceAll(group, '') : typed).replace(',', '.')
  return /^\d+(\.\d+)?$|^\.\d+$/.test(plain) ? Number(plain) : null
}

/** "Central European Standard Time"; empty for a zone the browser does not know. */
export function zoneName(zone: string, language: string): string {
  try {
    const parts = new Intl.DateTimeFormat(localeOf(language), { timeZone: zone, timeZoneName: 'long' }).formatToParts()
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  } catch {
    return ''
  }
}
