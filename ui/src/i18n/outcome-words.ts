import type { Translate } from './translate'

const OUTCOMES = [
  'sending', 'stopped', 'no_consent', 'address_refused', 'not_found', 'not_reached', 'tls_failed', 'too_slow', 'too_large',
  'unreadable', 'broken_off', 'failed',
] as const

/** How a call to another server ended: its HTTP status, or why there was none. */
export function outcomeWords(t: Translate, outcome: string): string {
  const known = OUTCOMES.find((one) => one === outcome)
  return known ? t(`outcomes.${known}`) : t('outcomes.answer', { outcome })
}
