import { shortDay } from '@/i18n/format'
import { browserZone, dayAt } from '@/lib/day'

/** "20 Nov" of an instant on this device; empty when it cannot be read. */
export function instantDay(instant: string, language: string): string {
  const day = dayAt(instant, browserZone())
  const today = dayAt(new Date().toISOString(), browserZone())
  return day && today ? shortDay(day, today, language) : ''
}
