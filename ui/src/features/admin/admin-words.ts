import { dayAndMonth, fullDay, shortDay, weekdayName } from '@/i18n/format'
import type { Translate } from '@/i18n/use-words'
import { type Day, browserZone, dayAt, daysBetween } from '@/lib/day'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** As exact as the server notes it: somebody who uses the app now was noted within the last minutes. */
const NOW_MINUTES = 2
const WEEK = 7

const dayOf = (instant: string): Day => dayAt(instant, browserZone()) ?? ''

/** When somebody was last here: "now", "4 min ago", "today", "Tue", "18 Nov", "never". */
export function seenWords(t: Translate, language: string, seen: string | null, now: Date): string {
  if (seen === null) return t('admin.people.never')
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(seen)) / MINUTE_MS))
  if (minutes < NOW_MINUTES) return t('admin.people.now')
  if (minutes < 60) return t('admin.people.minutesAgo', { count: minutes })
  const [day, today] = [dayOf(seen), dayOf(now.toISOString())]
  if (day === today) return t('admin.people.today')
  return daysBetween(day, today) < WEEK ? weekdayName(day, language, 'short') : shortDay(day, today, language)
}

/** "18 November" of an instant, with the year when it is another one. */
export function onDay(language: string, instant: string, now: Date): string {
  const [day, today] = [dayOf(instant), dayOf(now.toISOString())]
  return day.slice(0, 4) === today.slice(0, 4) ? dayAndMonth(day, language) : fullDay(day, language)
}

/** How long the server is up: "12 days", "3 hours", "5 minutes". */
export function upWords(t: Translate, started: string, now: Date): string {
  const ms = Math.max(0, now.getTime() - Date.parse(started))
  if (ms >= DAY_MS) return t('admin.system.days', { count: Math.floor(ms / DAY_MS) })
  if (ms >= HOUR_MS) return t('admin.system.hours', { count: Math.floor(ms / HOUR_MS) })
  return t('admin.system.minutes', { count: Math.max(1, Math.floor(ms / MINUTE_MS)) })
}

const NUMBERS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const

/** "Six people on this server." */
export function peopleWords(t: Translate, count: number): string {
  const small = NUMBERS.find((one) => one === count)
  return t('admin.peopleCount', { count, figure: small === undefined ? count : t(`admin.numbers.${small}`) })
}

const JOBS = [
  'today_recount', 'today_start_day_closes', 'today_close_days', 'backup_nightly', 'interchange_read', 'interchange_bring_in', 'interchange_clear',
  'admin_forget_old', 'accounts_forget', 'accounts_forget_tickets', 'realtime_forget_events', 'ratelimit_forget_unused',
] as const

/** What a job does, in plain words; one we do not know by its own name. */
export function jobWords(t: Translate, kind: string): string {
  const known = JOBS.find((one) => one === kind.replaceAll('.', '_'))
  return known ? t(`admin.jobs.kinds.${known}`) : kind
}
