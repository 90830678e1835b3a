import { useWords } from '@/i18n/use-words'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { showToast } from '@/ui/toast-store'
import PauseDialog from './PauseDialog'
import type { AdminPerson } from './admin-types'
import { useSetRole, useSignOutPerson } from './people.queries'
import { type Asked, shown } from './person-acts'

interface DialogProps {
  person: AdminPerson
  onClose: () => void
}

interface PersonDialogsProps {
  asked: Asked
  isMe: boolean
  onClose: () => void
}

/** The dialog of what is asked about somebody. */
export function PersonDialogs({ asked: { act, person }, isMe, onClose }: PersonDialogsProps) {
  if (act === 'pause') return <PauseDialog person={person} onClose={onClose} />
  if (act === 'role') return <RoleDialog person={person} onClose={onClose} />
  return <SignOutDialog person={person} isMe={isMe} onClose={onClose} />
}

function RoleDialog({ person: { id, name, role }, onClose }: DialogProps) {
  const { t } = useWords()
  const set = useSetRole()
  const next = role === 'admin' ? 'member' : 'admin'
  const confirm = () => {
    const onSuccess = () => {
      showToast({ tone: 'done', title: t(next === 'admin' ? 'admin.act.isAdmin' : 'admin.act.isMember', { name }) })
      onClose()
    }
    set.mutate({ id, role: next }, { onSuccess })
  }
  const [title, text, action] =
    next === 'admin'
      ? [t('admin.act.makeAdminAsk', { name }), t('admin.act.makeAdminText', { name }), t('admin.act.makeAdmin')]
      : [t('admin.act.makeMemberAsk', { name }), t('admin.act.makeMemberText', { name }), t('admin.act.makeMember')]
  return (
    <ConfirmDialog title={title} verb={action} stay={t('admin.keep')} isBusy={set.isPending} error={shown(set.error)} onConfirm={confirm} onClose={onClose}>
      {text}
    </ConfirmDialog>
  )
}

function SignOutDialog({ person: { id, name }, isMe, onClose }: DialogProps & { isMe: boolean }) {
  const { t } = useWords()
  const signOut = useSignOutPerson()
  const confirm = () => {
    const onSuccess = () => {
      showToast({ tone: 'done', title: t('admin.act.signedOut', { name }) })
      onClose()
    }
    signOut.mutate(id, { onSuccess })
  }
  return (
    <ConfirmDialog
      title={t('admin.act.signOutAsk', { name })}
      verb={t('admin.act.signOut')}
      stay={t('admin.keep')}
      isBusy={signOut.isPending}
      error={shown(signOut.error)}
      onConfirm={confirm}
      onClose={onClose}
    >
      {isMe ? t('admin.act.signOutSelf') : t('admin.act.signOutText', { name })}
    </ConfirmDialog>
  )
}
