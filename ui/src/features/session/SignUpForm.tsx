import { useWords } from '@/i18n/use-words'
import { AccountForm } from './AccountForm'
import { useSignUp } from './session.queries'

interface SignUpFormProps {
  /** The token of the invitation; null where everybody may join. */
  invite: string | null
  /** The only address the invitation is for; null: any. */
  address?: string | null
  onDone: () => void
}

/** Makes an account on a server that others use already. */
export function SignUpForm({ invite, address = null, onDone }: SignUpFormProps) {
  const { t } = useWords()
  const known = {
    email_taken: t('invite.emailTaken'),
    invite_for_another: t('invite.forAnother'),
    invite_invalid: t('invite.goneText'),
    sign_up_closed: t('invite.closed'),
  }
  return <AccountForm make={useSignUp(invite)} address={address} label={t('invite.make')} known={known} onDone={onDone} />
}
