import { ActionIcon } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import type { ComponentPropsWithRef } from 'react'
import { useWords } from '@/i18n/use-words'

/** The button of the menu of Today's list. */
export function ViewButton(props: Omit<ComponentPropsWithRef<'button'>, 'color' | 'style'>) {
  const { t } = useWords()
  return (
    <ActionIcon {...props} className="agenda-menu" aria-label={t('agenda.menu')} aria-haspopup="menu">
      <IconAdjustmentsHorizontal size={20} stroke={1.75} aria-hidden />
    </ActionIcon>
  )
}
