import { useWords } from '@/i18n/use-words'
import { AccountForm } from './AccountForm'
import { useSetUp } from './session.queries'

interface SetUpFormProps {
  token: string
  onDone: () => void
}

/** Makes the first person of a server. */
export function SetUpForm({ token, onDone }: SetUpFormProps) {
  const { t } = useWords()
  return <AccountForm make={useSetUp(token)} label={t('setup.start')} onDone={onDone} />
}
