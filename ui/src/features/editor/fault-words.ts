import type { Schedule } from '@/api/types'
import { number } from '@/i18n/format'
import type { Translate } from '@/i18n/use-words'
import { type Draft, settled } from './draft'
import { type Fault, faultsOf } from './faults'

/** What the field for `times` is called: it depends on the rhythm. */
export function timesLabel(t: Translate, schedule: Schedule): string {
  if (schedule === 'weekly') return t('habit.timesWeek')
  return schedule === 'monthly' ? t('habit.timesMonth') : t('habit.times')
}

export const daysLabel = (t: Translate, schedule: Schedule): string => t(schedule === 'interval' ? 'habit.everyDays' : 'habit.inDays')

export const targetLabel = (t: Translate, { kind }: Draft): string => t(kind === 'quit' ? 'habit.atMost' : 'habit.atLeast')

export const faultWords = (t: Translate, language: string, { key, limit = 0 }: Fault): string =>
  t(`fields.${key}`, { limit: number(limit, language) })

/** "At least: Enter a number above 0.": what the goal still lacks; null when nothing. */
export function missingWords(t: Translate, language: string, draft: Draft): string | null {
  const { schedule } = settled(draft)
  const { target, times, days, weekdays } = faultsOf(draft, language)
  if (target) return `${targetLabel(t, draft)}: ${faultWords(t, language, target)}`
  if (times) return `${timesLabel(t, schedule)}: ${faultWords(t, language, times)}`
  if (days) return `${daysLabel(t, schedule)}: ${faultWords(t, language, days)}`
  return weekdays ? faultWords(t, language, weekdays) : null
}
