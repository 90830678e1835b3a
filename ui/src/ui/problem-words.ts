import { ApiProblem, Unreachable, fieldName } from '@/api/problem'
import type { Translate } from '@/i18n/use-words'

const CODES = [
  'credentials_wrong', 'account_disabled', 'setup_closed', 'setup_token_invalid', 'habit_not_found', 'habit_archived',
  'day_not_open', 'unauthenticated', 'session_over', 'overloaded', 'storage_unavailable', 'storage_full',
  'state_not_allowed', 'step_unknown', 'skip_budget_spent', 'goal_not_allowed', 'pause_not_found', 'pause_not_allowed',
  'order_incomplete', 'step_up_needed',
] as const

/** What a part of the app says to refusals that no other has, by their code. */
export type KnownWords = Readonly<Record<string, string>>

/** An error in plain words: by its code where we know it, else the server's own sentence. */
export function problemWords(t: Translate, error: unknown, known: KnownWords = {}): string {
  if (error instanceof Unreachable) return t('problems.unreachable')
  if (!(error instanceof ApiProblem)) return t('problems.unknown')
  const own = known[error.code]
  if (own) return own
  if (error.code === 'too_many_attempts' || error.code === 'rate_limited') {
    const wait = error.retryAfter ? ` ${t('auth.waitAndRetry', { count: error.retryAfter })}` : ''
    return t('problems.too_many_attempts') + wait
  }
  const code = CODES.find((known) => known === error.code)
  if (code) return t(`problems.${code}`)
  if (error.status === 422 && error.fields.length > 0) return t('problems.validation')
  return error.status < 500 && error.message ? error.message : t('problems.unknown')
}

/** Fields whose rules we can say in the person's own language. */
const FIELDS = [
  'name', 'email', 'password', 'zone', 'target', 'times', 'days', 'weekdays', 'unit', 'question', 'amount', 'category', 'tags',
] as const

/** What to say at each refused field of a form: in our own words where we know the field, else in the server's. */
export function fieldProblems(t: Translate, error: unknown): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {}
  return Object.fromEntries(
    error.fields.map(({ pointer, detail }) => {
      const name = fieldName(pointer)
      const known = FIELDS.find((field) => field === name)
      return [name, known ? t(`fields.refused.${known}`) : detail]
    }),
  )
}
