import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { IconShieldLock } from '@tabler/icons-react'
import { meQuery } from '@/features/profile/profile.queries'
import { useWords } from '@/i18n/use-words'
import { LoadError } from '@/ui/ErrorCard'
import { Top } from '@/ui/Shell'
import { ListSkeleton } from '@/ui/Skeleton'
import { ButtonLink } from '@/ui/links'
import { usePageTitle } from '@/ui/use-page-title'
import '@/features/admin/admin.css'

/** The pages about the server: for admins, and a calm word for everybody else. */
export default function AdminPages() {
  const { data: me, error, refetch } = useQuery(meQuery)
  if (me) return me.role === 'admin' ? <Outlet /> : <OnlyAdmins />
  return (
    <>
      <Top title="" />
      {error ? <LoadError error={error} onRetry={() => void refetch()} /> : <ListSkeleton rows={5} />}
    </>
  )
}

function OnlyAdmins() {
  const { t } = useWords()
  usePageTitle(t('admin.title'))
  return (
    <>
      <Top title={t('admin.title')} />
      <div className="stack narrow" style={{ justifyItems: 'start', marginTop: 24 }}>
        <span className="stone tinted p-heather" style={{ width: 72, height: 72 }}>
          <IconShieldLock size={34} stroke={1.6} aria-hidden />
        </span>
        <h1 className="h1">{t('admin.onlyTitle')}</h1>
        <p className="dim">{t('admin.onlyText')}</p>
        <ButtonLink to="/">{t('admin.toToday')}</ButtonLink>
      </div>
    </>
  )
}
