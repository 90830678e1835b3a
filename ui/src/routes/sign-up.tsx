import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { SignUpForm } from '@/features/session/SignUpForm'
import { instanceQuery } from '@/features/session/session.queries'
import { useWords } from '@/i18n/use-words'
import { AuthFrame } from '@/ui/AuthFrame'
import { ListSkeleton } from '@/ui/Skeleton'
import { ButtonLink } from '@/ui/links'
import { usePageTitle } from '@/ui/use-page-title'

/** Making an account on a server that everybody may join. */
export default function SignUpPage() {
  const { t } = useWords()
  usePageTitle(t('invite.makeHere'))
  const navigate = useNavigate()
  const { data: instance, isPending } = useQuery(instanceQuery)
  const isOpen = instance?.sign_up === 'open'
  return (
    <AuthFrame>
      <h1 className="h1">{t('invite.makeHere')}</h1>
      {isPending ? (
        <ListSkeleton />
      ) : (
        <>
          <p className="dim" style={{ margin: '8px 0 24px' }}>
            {t(isOpen ? 'invite.lead' : instance?.sign_up === 'closed' ? 'invite.closed' : 'invite.needed')}
          </p>
          {isOpen && <SignUpForm invite={null} onDone={() => void navigate({ to: '/welcome', replace: true })} />}
          <ButtonLink to="/sign-in" variant="default" size="lg" fullWidth mt={12}>
            {t('invite.signIn')}
          </ButtonLink>
        </>
      )}
    </AuthFrame>
  )
}
