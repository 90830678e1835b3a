import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { IconCloudUpload, IconInfoCircle } from '@tabler/icons-react'
import { SignInForm } from '@/features/session/SignInForm'
import { instanceQuery } from '@/features/session/session.queries'
import { useWords } from '@/i18n/use-words'
import { AuthFrame } from '@/ui/AuthFrame'
import { useOutbox } from '@/ui/use-outbox'

export default function SignInPage() {
  const { t } = useWords()
  const router = useRouter()
  const { next } = useSearch({ from: '/sign-in' })
  const instance = useQuery(instanceQuery)
  const { others } = useOutbox()
  const goOn = () => router.history.push(next ?? '/')
  return (
    <AuthFrame>
      <h1 className="h1">{t('auth.welcome')}</h1>
      <p className="dim" style={{ margin: '8px 0 24px' }}>
        {t('auth.signInHint')}
      </p>
      {instance.data?.set_up === false && (
        <div className="note tinted p-honey" style={{ marginBottom: 16 }}>
          <IconInfoCircle size={20} stroke={1.75} aria-hidden />
          <span>{t('auth.notSetUp')}</span>
        </div>
      )}
      {others > 0 && (
        <div className="note tinted p-honey" style={{ marginBottom: 16 }}>
          <IconCloudUpload size={20} stroke={1.75} aria-hidden />
          <span>{t('unsent.signedOut', { count: others })}</span>
        </div>
      )}
      <SignInForm onSignedIn={goOn} />
    </AuthFrame>
  )
}
