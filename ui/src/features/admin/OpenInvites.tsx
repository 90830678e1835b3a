import { ActionIcon } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { endText } from '@/i18n/moments'
import { useWords } from '@/i18n/use-words'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { Part } from '@/ui/Part'
import { Bone } from '@/ui/Skeleton'
import { showToast } from '@/ui/toast-store'
import type { Invite } from './admin-types'
import { focusBack } from './focus'
import { openInvitesQuery, useRevokeInvite } from './invites.queries'
import { shown } from './person-acts'

const HEAD = 'admin-invites'
const handleOf = (id: string): string => `invite-${id}`

/** Links that somebody can still join with; each can be taken back. */
export function OpenInvites() {
  const { t } = useWords()
  const invites = useQuery(openInvitesQuery)
  const [asked, setAsked] = useState<Invite | null>(null)
  const close = () => {
    setAsked(null)
    if (asked) focusBack(handleOf(asked.id), HEAD)
  }
  return (
    <section className="sec" aria-labelledby={HEAD}>
      <div className="sech">
        <h2 className="h2" id={HEAD} tabIndex={-1}>
          {t('admin.invites.title')}
        </h2>
      </div>
      <Part query={invites} waiting={<Bone width="100%" height={68} radius={20} />}>
        {(open) =>
          open.length === 0 ? (
            <p className="dim">{t('admin.invites.none')}</p>
          ) : (
            <ul className="list">
              {open.map((invite) => (
                <InviteLine key={invite.id} invite={invite} onRevoke={() => setAsked(invite)} />
              ))}
            </ul>
          )
        }
      </Part>
      {asked && <RevokeDialog id={asked.id} onClose={close} />}
    </section>
  )
}

function InviteLine({ invite: { id, email, role, ends_at: ends, invited_by: by }, onRevoke }: { invite: Invite; onRevoke: () => void }) {
  const { t, language } = useWords()
  const whom = email ?? t('admin.invites.anyone')
  const words = [t('admin.invites.validUntil', { when: endText(t, ends, language) }), role === 'admin' && t('admin.invites.asAdmin'), by && t('admin.invites.by', { name: by })]
  return (
    <li className="li">
      <span className="grow">
        <span className="nm trunc" style={{ display: 'block' }}>
          {whom}
        </span>
        <span className="sm dim n">{words.filter(Boolean).join(', ')}</span>
      </span>
      <ActionIcon id={handleOf(id)} aria-label={t('admin.invites.revokeNamed', { whom })} onClick={onRevoke}>
        <IconTrash size={20} stroke={1.75} aria-hidden />
      </ActionIcon>
    </li>
  )
}

function RevokeDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords()
  const revoke = useRevokeInvite()
  const confirm = () => {
    const onSuccess = () => {
      showToast({ tone: 'done', title: t('admin.invites.revoked') })
      onClose()
    }
    revoke.mutate(id, { onSuccess })
  }
  return (
    <ConfirmDialog
      title={t('admin.invites.revokeAsk')}
      verb={t('admin.invites.revoke')}
      stay={t('admin.keep')}
      isBusy={revoke.isPending}
      error={shown(revoke.error)}
      onConfirm={confirm}
      onClose={onClose}
    >
      {t('admin.invites.revokeText')}
    </ConfirmDialog>
  )
}
