import { Button, TextInput } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { useWords } from '@/i18n/use-words'
import { Choices } from '@/ui/Choices'
import { FormProblem } from '@/ui/FormProblem'
import { focusFirstFault } from '@/ui/focus-fault'
import { fieldProblems } from '@/ui/problem-words'
import type { InviteMade, Role } from './admin-types'
import { useInvite } from './invites.queries'
import { shown } from './person-acts'

const ROLES = ['member', 'admin'] as const satisfies readonly Role[]
const DAYS = ['1', '3', '7', '30'] as const
const AN_ADDRESS = /^\S+@\S+\.\S+$/

interface InviteFormProps {
  onMade: (made: InviteMade) => void
  onClose: () => void
}

/** For whom an invite is, what they become, and how long it is good. */
export function InviteForm({ onMade, onClose }: InviteFormProps) {
  const { t } = useWords()
  const invite = useInvite()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('member')
  const [days, setDays] = useState<(typeof DAYS)[number]>('3')
  const [isWrong, setWrong] = useState(false)
  const refused = fieldProblems(t, invite.error)['email']
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const address = email.trim()
    const wrong = address !== '' && !AN_ADDRESS.test(address)
    setWrong(wrong)
    if (wrong) focusFirstFault()
    else invite.mutate({ email: address || null, role, days: Number(days) }, { onSuccess: onMade, onError: focusFirstFault })
  }
  return (
    <form className="stack" style={{ gap: 20 }} noValidate onSubmit={submit}>
      <p className="dim">{t('admin.invites.dialogText')}</p>
      <TextInput
        data-autofocus
        type="email"
        label={t('admin.invites.email')}
        description={t('admin.invites.emailHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoComplete="off"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={isWrong ? t('fields.email') : refused}
      />
      <div>
        <Choices
          legend={t('admin.invites.role')}
          name="invite-role"
          value={role}
          onChange={setRole}
          options={ROLES.map((value) => ({ value, label: t(`admin.people.${value}`) }))}
        />
        {role === 'admin' && (
          <p className="sm dim" role="status" style={{ marginTop: 8 }}>
            {t('admin.invites.adminMeans')}
          </p>
        )}
      </div>
      <Choices
        legend={t('admin.invites.days')}
        name="invite-days"
        value={days}
        onChange={setDays}
        options={DAYS.map((value) => ({ value, label: t('admin.invites.dayCount', { count: Number(value) }) }))}
      />
      <FormProblem error={refused ? null : shown(invite.error)} />
      <div className="answers">
        <Button variant="default" onClick={onClose}>
          {t('admin.keep')}
        </Button>
        <Button type="submit" loading={invite.isPending}>
          {t('admin.invites.make')}
        </Button>
      </div>
    </form>
  )
}
