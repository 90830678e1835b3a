import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { IconInfoCircle } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { SetUpForm } from '@/features/session/SetUpForm'
import { instanceQuery } from '@/features/session/session.queries'
import { useWords } from '@/i18n/use-words'
import { AuthFrame } from '@/ui/AuthFrame'
import { ListSkeleton } from '@/ui/Skeleton'
import { ButtonLink } from '@/ui/links'

/** The token of the set-up link: it stands behind the #, which browsers never send to a server. */
const tokenIn = (hash: string): string => decodeURIComponent(hash.replace(/^#/, ''))

export default function SetUpPage() {
  const { t } = useWords()
  const navigate = useNavigate()
  const instance = useQuery(instanceQuery)
  const [token] = useState(() => tokenIn(location.hash))

  useEffect(() => {
    if (location.hash) void navigate({ to: '/setup', replace: true })
  }, [navigate])

  if (instance.isPending) {
    return (
      <AuthFrame>
        <h1 className="sr">{t('setup.title')}</h1>
        <ListSkeleton />
      </AuthFrame>
    )
  }
  if (instance.data?.set_up) return <SetUpAlready />
  return (
    <AuthFrame>
      <h1 className="h1">{t('setup.title')}</h1>
      <p className="dim" style={{ margin: '8px 0 24px' }}>
        {t('setup.hint')}
      </p>
      {token ? (
        <SetUpForm token={token} onDone={() => void navigate({ to: '/', replace: true })} />
      ) : (
        <div className="stack">
          <div className="note tinted p-honey">
            <IconInfoCircle size={20} stroke={1.75} aria-hidden />
            <span>{t('setup.noToken')}</span>
          </div>
          <ButtonLink to="/sign-in" variant="default">
            {t('auth.signIn')}
          </ButtonLink>
        </div>
      )}
    </AuthFrame>
  )
}

/** The link has been used: there is nothing left to set up. */
function SetUpAlready() {
  const { t } = useWords()
  return (
    <AuthFrame>
      <h1 className="h1">{t('setup.already')}</h1>
      <p className="dim" style={{ margin: '8px 0 24px' }}>
        {t('auth.signInHint')}
      </p>
      <ButtonLink to="/sign-in" size="lg" fullWidth>
        {t('auth.signIn')}
      </ButtonLink>
    </AuthFrame>
  )
}
