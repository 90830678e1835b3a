import { useWords } from '@/i18n/use-words'
import { Avatar } from './Avatar'
import { PersonMenu } from './PersonMenu'
import { StatePill } from './StatePill'
import type { AdminPerson, Invite } from './admin-types'
import { seenWords } from './admin-words'
import { type Act, handleOf } from './person-acts'

export interface PeopleListProps {
  people: AdminPerson[]
  /** Bound to an address, not used yet: they stand at the end. */
  invited: Invite[]
  me: string
  onAct: (act: Act, person: AdminPerson) => void
}

/** People as a table, for the desktop. */
export function PeopleTable({ people, invited, me, onAct }: PeopleListProps) {
  const { t } = useWords()
  return (
    <div className="list admin-table">
      <table className="tbl" aria-labelledby="admin-people">
        <thead>
          <tr>
            <th scope="col">{t('admin.people.name')}</th>
            <th scope="col">{t('admin.people.email')}</th>
            <th scope="col">{t('admin.people.role')}</th>
            <th scope="col">{t('admin.people.seen')}</th>
            <th scope="col">{t('admin.people.state')}</th>
            <th scope="col">
              <span className="sr">{t('admin.people.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonRow key={person.id} person={person} isMe={person.id === me} onAct={(act) => onAct(act, person)} />
          ))}
          {invited.map((invite) => (
            <InvitedRow key={invite.id} invite={invite} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface PersonRowProps {
  person: AdminPerson
  isMe: boolean
  onAct: (act: Act) => void
}

function PersonRow({ person, isMe, onAct }: PersonRowProps) {
  const { t, language } = useWords()
  const { id, name, email, role, pause, last_seen_at: seen } = person
  return (
    <tr>
      <th scope="row">
        <span className="row">
          <Avatar id={id} name={name} size={32} />
          <span className="admin-name">
            <span className="b trunc">{name}</span>
            {isMe && <span className="xs dim">{t('admin.people.you')}</span>}
          </span>
        </span>
      </th>
      <td className="dim">
        <span className="trunc" title={email}>
          {email}
        </span>
      </td>
      <td>{t(`admin.people.${role}`)}</td>
      <td className="n dim">{isMe ? t('admin.people.now') : seenWords(t, language, seen, new Date())}</td>
      <td>
        <StatePill state={pause ? 'paused' : 'active'} />
      </td>
      <td className="admin-acts" id={handleOf(id)}>
        <PersonMenu person={person} isMe={isMe} onAct={onAct} />
      </td>
    </tr>
  )
}

function InvitedRow({ invite: { id, email, role } }: { invite: Invite }) {
  const { t } = useWords()
  const address = email ?? ''
  return (
    <tr>
      <th scope="row">
        <span className="row">
          <Avatar id={id} name={address} size={32} />
          <span className="b trunc">{address.split('@')[0]}</span>
        </span>
      </th>
      <td className="dim">
        <span className="trunc" title={address}>
          {address}
        </span>
      </td>
      <td>{t(`admin.people.${role}`)}</td>
      <td className="dim">{t('admin.people.never')}</td>
      <td>
        <StatePill state="invited" />
      </td>
      <td />
    </tr>
  )
}
