import type { AuditRead } from '@/api/types'
import { deviceName } from '@/i18n/device-words'
import type { Translate } from '@/i18n/use-words'

const KINDS = [
  'set_up', 'signed_in', 'signed_up', 'sign_in_failing', 'refresh_reused', 'session_ended', 'sessions_ended', 'password_changed',
  'token_made', 'token_revoked', 'consent_given', 'consent_withdrawn', 'person_paused', 'person_resumed', 'role_changed',
] as const
type Kind = (typeof KINDS)[number]

/** After these somebody may want to do something about it. */
const WORRYING: readonly string[] = ['sign_in_failing', 'refresh_reused'] satisfies Kind[]

export const isWorrying = ({ kind }: AuditRead): boolean => WORRYING.includes(kind)

const CLASSES = ['photo', 'notes', 'metrics'] as const

/** What happened, in a plain sentence; the name of the kind for one that this release does not know. */
export function logSentence(t: Translate, { kind, actor, subject, details }: AuditRead): string {
  const known = KINDS.find((one) => one === kind)
  if (!known) return kind.replaceAll('_', ' ')
  const dataClass = CLASSES.find((one) => one === details['data_class'])
  const gaps = {
    who: actor ?? t('privacy.log.commandLine'),
    device: deviceName(t, details['device'] ?? ''),
    name: details['name'] ?? '',
    reason: details['reason'] ?? '',
    to: details['to'] ?? '',
    what: dataClass ? t(`privacy.classes.${dataClass}.name`) : '',
  }
  if (known === 'role_changed') return t(details['role'] === 'admin' ? 'privacy.log.madeAdmin' : 'privacy.log.madeMember', gaps)
  if (known === 'sessions_ended' && actor !== subject) return t('privacy.log.signedOutBy', gaps)
  return t(`privacy.log.kinds.${known}`, gaps)
}
