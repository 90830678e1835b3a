import { IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useWords } from '@/i18n/use-words'
import { Avatar } from './Avatar'
import type { PeopleListProps } from './PeopleTable'
import { PersonSheet } from './PersonSheet'
import { StatePill } from './StatePill'
import { seenWords } from './admin-words'
import { focusBack } from './focus'
import { type Act, PEOPLE_HEAD, handleOf } from './person-acts'

/** People as rows, for the phone; a tap opens somebody with what can be done. */
export function PeopleCards({ people, invited, me, onAct }: PeopleListProps) {
  const { t, language } = useWords()
  const [openId, setOpenId] = useState<string | null>(null)
  const open = people.find(({ id }) => id === openId)
  const close = () => {
    setOpenId(null)
    if (openId) focusBack(handleOf(openId), PEOPLE_HEAD)
  }
  const act = (chosen: Act) => {
    if (!open) return
    setOpenId(null)
    onAct(chosen, open)
  }
  return (
    <>
      <ul className="list">
        {people.map(({ id, name, role, pause, last_seen_at: seen }) => (
          <li key={id} className="admin-card">
            <button type="button" id={handleOf(id)} className="li" aria-haspopup="dialog" onClick={() => setOpenId(id)}>
              <Avatar id={id} name={name} />
              <span className="grow">
                <span className="nm trunc">{name}</span>
                <span className="sm dim n">
                  {[t(`admin.people.${role}`), id === me ? t('admin.people.now') : seenWords(t, language, seen, new Date())].join(', ')}
                </span>
              </span>
              <StatePill state={pause ? 'paused' : 'active'} />
              <IconChevronRight size={20} stroke={1.75} color="var(--hb-dim)" aria-hidden />
            </button>
          </li>
        ))}
        {invited.map(({ id, email, role }) => (
          <li key={id} className="admin-card li">
            <Avatar id={id} name={email ?? ''} />
            <span className="grow">
              <span className="nm trunc">{email}</span>
              <span className="sm dim">{[t(`admin.people.${role}`), t('admin.people.notYet')].join(', ')}</span>
            </span>
            <StatePill state="invited" />
          </li>
        ))}
      </ul>
      {open && <PersonSheet person={open} isMe={open.id === me} onAct={act} onClose={close} />}
    </>
  )
}
