import { number } from '@/i18n/format'
import type { Translate } from '@/i18n/use-words'
import { AMOUNT_MAX, isTooFine } from '@/lib/schedule'

/** What is wrong with an amount, before the server is asked; null when nothing is. */
export function amountFault(t: Translate, language: string, amount: number | null): string | null {
  if (amount === null) return t('fields.numberOrZero')
  if (amount > AMOUNT_MAX) return t('fields.most', { limit: number(AMOUNT_MAX, language) })
  return isTooFine(amount) ? t('fields.decimals') : null
}
