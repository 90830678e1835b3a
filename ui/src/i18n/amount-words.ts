import type { Measure } from '@/api/types'
import { number } from './format'
import type { Translate } from './use-words'

export function amountWithUnit(language: string, amount: number, unit: string | null): string {
  const figure = number(amount, language)
  return unit ? `${figure}\u00a0${unit}` : figure
}

/** What a habit's amounts are counted in: minutes have no unit of their own. */
export const unitOf = (t: Translate, measure: Measure, unit: string): string => (measure === 'minutes' ? t('units.minutes') : unit)
