import { IconCheck, IconClock, IconUserOff, type Icon } from '@tabler/icons-react'
import { createElement } from 'react'
import type { Pigment } from '@/api/types'
import { useWords } from '@/i18n/use-words'

export type PersonState = 'active' | 'paused' | 'invited'

const LOOKS: Record<PersonState, [Icon, Pigment, number]> = {
  active: [IconCheck, 'moss', 2.2],
  paused: [IconUserOff, 'clay', 2],
  invited: [IconClock, 'honey', 2],
}

/** Whether somebody can sign in: an icon and a word. */
export function StatePill({ state }: { state: PersonState }) {
  const { t } = useWords()
  const [icon, pigment, stroke] = LOOKS[state]
  return (
    <span className={`admin-pill tinted p-${pigment}`}>
      {createElement(icon, { size: 15, stroke, 'aria-hidden': true })}
      {t(`admin.people.${state}`)}
    </span>
  )
}
