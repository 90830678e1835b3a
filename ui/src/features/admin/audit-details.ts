import { deviceName } from '@/i18n/device-words'
import type { Translate } from '@/i18n/use-words'

const ROLES = ['member', 'admin'] as const
const PAUSES = ['on_request', 'security', 'rules', 'other'] as const
const CLASSES = ['photo', 'notes', 'metrics'] as const
const MODES = ['invite', 'open', 'closed'] as const

const known = <Word extends string>(words: readonly Word[], text: string): Word | undefined => words.find((word) => word === text)

const SCOPES = ['read', 'check-in', 'health', 'chat'] as const

function scopeName(t: Translate, text: string): string {
  const scope = known(SCOPES, text)
  return scope ? t(`tokens.scopes.${scope}.name`) : text
}

/** What else is known of an event of the log, in plain words; what we have no words for stays as it is. */
const WORDS: Record<string, (t: Translate, text: string) => string> = {
  reason: (t, text) => t('admin.audit.details.reason', { text }),
  device: deviceName,
  count: (t, text) => t('admin.audit.details.devices', { count: Number(text) }),
  data_class: (t, text) => {
    const data = known(CLASSES, text)
    return data ? t(`admin.outbound.classes.${data}`) : text
  },
  scopes: (t, text) => text.split(' ').map((one) => scopeName(t, one)).join(', '),
  name: (t, name) => t('admin.audit.details.name', { name }),
  email: (t, email) => t('admin.audit.details.email', { email }),
  invited: (t, text) => (text === 'yes' ? t('admin.audit.details.invited') : ''),
  pause_kind: (t, text) => {
    const kind = known(PAUSES, text)
    return kind ? t(`admin.pause.kinds.${kind}`) : text
  },
  role: (t, text) => {
    const role = known(ROLES, text)
    return t('admin.audit.details.role', { role: role ? t(`admin.people.${role}`) : text })
  },
  registration: (t, text) => {
    const mode = known(MODES, text)
    return t('admin.audit.details.registration', { mode: mode ? t(`admin.settings.modes.${mode}`) : text })
  },
}

export const auditDetails = (t: Translate, details: Record<string, string>): string[] =>
  Object.entries(details)
    .map(([key, text]) => WORDS[key]?.(t, text) ?? text)
    .filter(Boolean)
