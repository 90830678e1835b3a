import type { AgendaItem } from '@/api/types'
import { clockTime } from '@/i18n/format'
import { type Day, addDays, dayAt } from '@/lib/day'

interface When {
  date: Day
  today: Day
  zone: string
}

/**
 * "07:10", when a done habit was ticked. Null for imported days, and for days that were filled in later: that hour
 * belongs to another day. Today may reach into the next calendar day, for people whose day starts late.
 */
export function tapTime(item: AgendaItem, { date, today, zone }: When, language: string): string | null {
  if (item.state !== 'done' || !item.tapped_at) return null
  const tapped = dayAt(item.tapped_at, zone)
  const sameDay = tapped === date || (date === today && tapped === addDays(date, 1))
  return sameDay ? clockTime(item.tapped_at, language, zone) : null
}
