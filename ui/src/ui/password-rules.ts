import type { Translate } from '@/i18n/use-words'

const MIN = 12
const MAX = 1024

/** What is wrong with a new password as far as its length tells; null for nothing. */
export function passwordFault(t: Translate, password: string): string | null {
  const { length } = Array.from(password)
  if (length < MIN) return t('fields.passwordShort')
  return length > MAX ? t('fields.passwordLong') : null
}
