import type { Translate } from '@/i18n/use-words'
import type { AdminPerson } from './admin-types'
import { onDay } from './admin-words'

type Pause = NonNullable<AdminPerson['pause']>

/** "Paused on 18 November by Noor" */
export function pausedWords(t: Translate, language: string, { since, by }: Pause): string {
  const day = onDay(language, since, new Date())
  return by === null ? t('admin.people.pausedSince', { day }) : t('admin.people.pausedBy', { day, name: by })
}
