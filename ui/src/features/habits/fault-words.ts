import { number } from '@/i18n/format'
import type { Translate } from '@/i18n/use-words'
import { type Draft, type Fault, type Rhythm, faultsOf } from './draft'

const TIMES: Record<Rhythm, 'habit.timesWeek' | 'habit.timesMonth' | 'habit.times'> = {
  daily: 'habit.times',
  weekly: 'habit.timesWeek',
  monthly: 'habit.timesMonth',
  custom: 'habit.times',
}

/** What the field for `times` is called: it depends on the rhythm. */
export const timesLabel = (t: Translate, rhythm: Rhythm): string => t(TIMES[rhythm])

export const faultWords = (t: Translate, language: string, { key, limit = 0 }: Fault): string =>
  t(`fields.${key}`, { limit: number(limit, language) })

/** "Target: Enter a number above 0.": what the goal still lacks; null when nothing. */
export function missingWords(t: Translate, language: string, draft: Draft): string | null {
  const { target, times, days } = faultsOf(draft, language)
  if (target) return `${t('habit.target')}: ${faultWords(t, language, target)}`
  if (times) return `${timesLabel(t, draft.rhythm)}: ${faultWords(t, language, times)}`
  return days ? `${t('habit.inDays')}: ${faultWords(t, language, days)}` : null
}
