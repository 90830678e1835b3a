import { Button, Modal } from '@mantine/core'
import { createElement } from 'react'
import { useWords } from '@/i18n/use-words'
import { Avatar } from './Avatar'
import { StatePill } from './StatePill'
import { lookOf } from './act-look'
import type { AdminPerson } from './admin-types'
import { onDay } from './admin-words'
import { pausedWords } from './paused-words'
import { type Act, actsFor } from './person-acts'

interface PersonSheetProps {
  person: AdminPerson
  isMe: boolean
  onAct: (act: Act) => void
  onClose: () => void
}

/** Somebody on the phone: who they are, how their account stands, and what can be done with it. */
export function PersonSheet({ person, isMe, onAct, onClose }: PersonSheetProps) {
  const { t, language } = useWords()
  const { id, name, email, role, pause, created_at: since } = person
  return (
    <Modal
      opened
      onClose={onClose}
      returnFocus={false}
      className="sheet sheet-open"
      size={460}
      closeButtonProps={{ size: 44, iconSize: 22, 'aria-label': t('app.close') }}
      title={
        <span className="row">
          <Avatar id={id} name={name} size={44} />
          <span className="grow h3 sheet-name">{name}</span>
        </span>
      }
    >
      <div className="stack">
        <div className="stack" style={{ gap: 6 }}>
          <p className="sheet-lead" tabIndex={-1} data-autofocus>
            {email}
          </p>
          <p className="dim sm">{`${t(`admin.people.${role}`)}. ${t('admin.people.since', { day: onDay(language, since, new Date()) })}.`}</p>
          <div>
            <StatePill state={pause ? 'paused' : 'active'} />
          </div>
        </div>
        {pause && (
          <div className="soft admin-ask">
            <p className="xs dim">{pausedWords(t, language, pause)}</p>
            <p style={{ marginTop: 4 }}>{pause.reason}</p>
          </div>
        )}
        <div className="stack" style={{ gap: 10 }}>
          {actsFor(person, isMe).map((act) => {
            const { icon, label } = lookOf(t, act, person)
            return (
              <Button key={act} variant="default" leftSection={createElement(icon, { size: 18, stroke: 1.75, 'aria-hidden': true })} onClick={() => onAct(act)}>
                {label}
              </Button>
            )
          })}
        </div>
        {isMe && <p className="sm dim">{t('admin.people.yourself')}</p>}
      </div>
    </Modal>
  )
}
