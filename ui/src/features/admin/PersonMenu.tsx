import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { createElement } from 'react'
import { useWords } from '@/i18n/use-words'
import { lookOf } from './act-look'
import type { AdminPerson } from './admin-types'
import { type Act, actsFor } from './person-acts'
import { pausedWords } from './paused-words'

interface PersonMenuProps {
  person: AdminPerson
  isMe: boolean
  onAct: (act: Act) => void
}

/** What can be done with somebody's account, behind three dots. */
export function PersonMenu({ person, isMe, onAct }: PersonMenuProps) {
  const { t, language } = useWords()
  return (
    <Menu position="bottom-end" width={280} radius="lg" withinPortal={false} withInitialFocusPlaceholder={false} hideDetached={false} returnFocus>
      <Menu.Target>
        <ActionIcon aria-label={t('admin.people.of', { name: person.name })}>
          <IconDots size={20} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className="admin-menu">
        {person.pause && (
          <Menu.Label className="admin-why">
            {pausedWords(t, language, person.pause)}
            <br />
            {person.pause.reason}
          </Menu.Label>
        )}
        {actsFor(person, isMe).map((act) => {
          const { icon, label } = lookOf(t, act, person)
          return (
            <Menu.Item key={act} leftSection={createElement(icon, { size: 18, stroke: 1.75, 'aria-hidden': true })} onClick={() => onAct(act)}>
              {label}
            </Menu.Item>
          )
        })}
        {isMe && <Menu.Label className="admin-why">{t('admin.people.yourself')}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  )
}
