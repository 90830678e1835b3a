import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { IconLogout, IconPlayerPause } from '@tabler/icons-react'
import { ProfileForm } from '@/features/profile/ProfileForm'
import { useKeptLooks } from '@/features/profile/kept-looks'
import { SchemeChoice } from '@/features/profile/SchemeChoice'
import { meQuery } from '@/features/profile/profile.queries'
import { useSignOut } from '@/features/session/session.queries'
import { useWords } from '@/i18n/use-words'
import { LoadError } from '@/ui/ErrorCard'
import { Top } from '@/ui/Shell'
import { ButtonLink } from '@/ui/links'
import { ListSkeleton } from '@/ui/Skeleton'
import { hideToast } from '@/ui/toast-store'
import { usePageTitle } from '@/ui/use-page-title'

export default function SettingsPage() {
  const { t } = useWords()
  usePageTitle(t('app.settings'))
  const me = useQuery(meQuery)
  const signOut = useSignOut()
  const navigate = useNavigate()
  const cache = useQueryClient()
  const keepLooks = useKeptLooks()
  const leave = () =>
    signOut.mutate(undefined, {
      onSettled: () => {
        hideToast()
        keepLooks()
        void navigate({ to: '/sign-in' }).then(() => cache.removeQueries())
      },
    })
  return (
    <>
      <Top title={t('app.settings')} />
      <h1 className="h1" style={{ margin: '8px 0 24px' }}>
        {t('app.settings')}
      </h1>
      {me.data ? (
        <ProfileForm key={me.data.id} me={me.data} />
      ) : me.error ? (
        <LoadError error={me.error} onRetry={() => void me.refetch()} />
      ) : (
        <ListSkeleton />
      )}
      <section className="sec narrow">
        <h2 className="h2" style={{ marginBottom: 12 }}>
          {t('profile.look')}
        </h2>
        <SchemeChoice />
      </section>
      <section className="sec narrow">
        <h2 className="h2" style={{ marginBottom: 4 }}>
          {t('pauses.title')}
        </h2>
        <p className="dim" style={{ marginBottom: 12 }}>
          {t('pauses.lead')}
        </p>
        <ButtonLink to="/pauses" variant="default" leftSection={<IconPlayerPause size={18} stroke={1.75} aria-hidden />}>
          {t('pauses.pauseAll')}
        </ButtonLink>
      </section>
      <section className="sec narrow">
        <h2 className="h2" style={{ marginBottom: 4 }}>
          {t('profile.account')}
        </h2>
        {me.data && (
          <p className="dim" style={{ marginBottom: 12, overflowWrap: 'anywhere' }}>
            {t('profile.signedInAs', { email: me.data.email })}
          </p>
        )}
        <Button variant="default" leftSection={<IconLogout size={18} stroke={1.75} aria-hidden />} onClick={leave} loading={signOut.isPending}>
          {t('profile.signOut')}
        </Button>
      </section>
    </>
  )
}
