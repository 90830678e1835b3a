import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ApiProblem } from '@/api/problem'
import type { InviteLook } from '@/api/types'
import { SignUpForm } from '@/features/session/SignUpForm'
import { inviteQuery, signedInQuery } from '@/features/session/session.queries'
import { endText } from '@/i18n/moments'
import { useWords } from '@/i18n/use-words'
import { AuthFrame } from '@/ui/AuthFrame'
import { LoadError } from '@/ui/ErrorCard'
import { ListSkeleton } from '@/ui/Skeleton'
import { ButtonLink } from '@/ui/links'
import { usePageTitle } from '@/ui/use-page-title'

/** The token of the link: it stands behind the #, which browsers never send to a server. */
const tokenIn = (hash: string): string => decodeURIComponent(hash.replace(/^#/, ''))

/** Where the link of an invitation leads. */
export default function InvitePage() {
  const { t } = useWords()
  usePageTitle(t('invite.title'))
  const navigate = useNavigate()
  const [token, setToken] = useState(() => tokenIn(location.hash))
  const isIn = useQuery(signedInQuery)
  const look = useQuery(inviteQuery(token))

  useEffect(() => {
    const take = () => {
      if (!location.hash) return
      setToken(tokenIn(location.hash))
      void navigate({ to: '/invite', replace: true })
    }
    take()
    /* Another link opened in the same tab changes nothing but the part after the #. */
    addEventListener('hashchange', take)
    return () => removeEventListener('hashchange', take)
  }, [navigate])

  if (!token) return <Dead title={t('invite.half')} text={t('invite.halfText')} />
  if (isIn.data) return <SignedIn />
  if (look.error instanceof ApiProblem && look.error.code === 'invite_invalid') return <Dead title={t('invite.gone')} text={t('invite.goneText')} />
  if (look.error instanceof ApiProblem && look.error.code === 'sign_up_closed') return <Dead title={t('invite.title')} text={t('invite.closed')} />
  if (look.data && !isIn.isPending) return <Invited look={look.data} token={token} />
  return (
    <AuthFrame>
      <h1 className="sr">{t('invite.title')}</h1>
      {look.error ? <LoadError error={look.error} onRetry={() => void look.refetch()} /> : <ListSkeleton />}
    </AuthFrame>
  )
}

function Invited({ look, token }: { look: InviteLook; token: string }) {
  const { t, language } = useWords()
  const navigate = useNavigate()
  const { invited_by: by, ends_at, email, role } = look
  return (
    <AuthFrame>
      <div className="row" style={{ gap: 16, marginBottom: 28 }}>
        <span className="stone tinted p-sage b" style={{ width: 56, height: 56, fontSize: '1.25rem' }} aria-hidden>
          {(by ?? t('app.name')).slice(0, 1).toUpperCase()}
        </span>
        <div className="grow">
          <p className="b" style={{ overflowWrap: 'anywhere' }}>
            {by ? t('invite.by', { name: by }) : t('invite.you')}
          </p>
          <p className="dim sm">{t('invite.until', { when: endText(t, ends_at, language) })}</p>
        </div>
      </div>
      <h1 className="h1">{t('invite.title')}</h1>
      <p className="dim" style={{ margin: '8px 0 24px' }}>
        {t(role === 'admin' ? 'invite.leadAdmin' : 'invite.lead')}
      </p>
      <SignUpForm invite={token} address={email} onDone={() => void navigate({ to: '/welcome', replace: true })} />
    </AuthFrame>
  )
}

/** The invitation is for somebody new: whoever is in here already loses nothing, and uses nothing up. */
function SignedIn() {
  const { t } = useWords()
  return (
    <AuthFrame>
      <h1 className="h1">{t('invite.already')}</h1>
      <p className="dim" style={{ margin: '8px 0 24px' }}>
        {t('invite.alreadyText')}
      </p>
      <ButtonLink to="/" size="lg" fullWidth>
        {t('invite.toToday')}
      </ButtonLink>
      <ButtonLink to="/settings" variant="default" size="lg" fullWidth mt={12}>
        {t('invite.toSettings')}
      </ButtonLink>
    </AuthFrame>
  )
}

function Dead({ title, text }: { title: string; text: string }) {
  const { t } = useWords()
  return (
    <AuthFrame>
      <h1 className="h1">{title}</h1>
      <p className="dim" style={{ margin: '8px 0 24px' }}>
        {text}
      </p>
      <ButtonLink to="/sign-in" variant="default" size="lg" fullWidth>
        {t('invite.signIn')}
      </ButtonLink>
    </AuthFrame>
  )
}
