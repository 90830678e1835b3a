import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { IconCloudUpload, IconInfoCircle } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { PausedSignIn, type PausedTry } from '@/features/session/PausedSignIn'
import { SignInForm } from '@/features/session/SignInForm'
import { instanceQuery } from '@/features/session/session.queries'
import { useWords } from '@/i18n/use-words'
import { AuthFrame } from '@/ui/AuthFrame'
import { ButtonLink } from '@/ui/links'
import { useOutbox } from '@/ui/use-outbox'

export default function SignInPage() {
  const router = useRouter()
  const { next } = useSearch({ from: '/sign-in' })
  const [paused, setPaused] = useState<PausedTry | null>(null)
  const goOn = () => router.history.push(next ?? '/')
  if (paused) return <PausedSignIn paused={paused} onSignedIn={goOn} onBack={() => setPaused(null)} />
  return (
    <SignInFrame>
      <SignInForm onSignedIn={goOn} onPaused={setPaused} />
    </SignInFrame>
  )
}

function SignInFrame({ children }: { children: ReactNode }) {
  const { t } = useWords()
  const instance = useQuery(instanceQuery)
  const { others } = useOutbox()
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
      {children}
      {instance.data?.set_up && <HowToJoin mode={instance.data.sign_up} />}
    </AuthFrame>
  )
}

/** What somebody does who has no account here. */
function HowToJoin({ mode }: { mode: string }) {
  const { t } = useWords()
  if (mode === 'open') {
    return (
      <ButtonLink to="/sign-up" variant="default" size="lg" fullWidth mt={12}>
        {t('invite.makeHere')}
      </ButtonLink>
    )
  }
  return (
    <p className="sm dim" style={{ marginTop: 20 }}>
      {t(mode === 'invite' ? 'invite.needed' : 'invite.closed')}
    </p>
  )
}
