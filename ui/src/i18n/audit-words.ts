import type { Translate } from './translate'

/** Kinds of the log that we have words for. */
export const AUDIT_KINDS = [
  'set_up', 'signed_up', 'signed_in', 'sign_in_failing', 'session_ended', 'sessions_ended', 'refresh_reused',
  'password_changed', 'token_made', 'token_revoked', 'consent_given', 'consent_withdrawn', 'invite_made',
  'invite_revoked', 'person_paused', 'person_resumed', 'role_changed', 'instance_changed',
] as const

/** What happened, in plain words; a kind that is newer than this page by its own name. */
export function auditWords(t: Translate, kind: string): string {
  const known = AUDIT_KINDS.find((one) => one === kind)
  return known ? t(`audit.kinds.${known}`) : kind.replaceAll('_', ' ')
}
