import { useQuery } from '@tanstack/react-query'
import { IconChevronLeft } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { AuditView } from '@/features/admin/AuditView'
import { ErrorsView } from '@/features/admin/ErrorsView'
import { JobsView } from '@/features/admin/JobsView'
import { MessagesView } from '@/features/admin/MessagesView'
import { OutboundView } from '@/features/admin/OutboundView'
import { ServerFacts } from '@/features/admin/ServerFacts'
import { ServerForm } from '@/features/admin/ServerForm'
import { serverQueries } from '@/features/admin/server.queries'
import { useWords } from '@/i18n/use-words'
import { LoadError } from '@/ui/ErrorCard'
import { Top } from '@/ui/Shell'
import { ListSkeleton } from '@/ui/Skeleton'
import { ActionIconLink } from '@/ui/links'
import { usePageTitle } from '@/ui/use-page-title'

interface SubPageProps {
  title: string
  lead?: string
  children: ReactNode
}

/** A page below Admin, with the way back. */
function SubPage({ title, lead, children }: SubPageProps) {
  const { t } = useWords()
  usePageTitle(title)
  const back = (
    <ActionIconLink to="/admin" aria-label={t('admin.title')} ml={-10}>
      <IconChevronLeft size={26} stroke={1.75} aria-hidden />
    </ActionIconLink>
  )
  return (
    <>
      <Top title={t('admin.title')} lead={back} />
      <header style={{ margin: '8px 0 24px' }}>
        <h1 className="h1">{title}</h1>
        {lead && (
          <p className="dim narrow" style={{ marginTop: 6 }}>
            {lead}
          </p>
        )}
      </header>
      {children}
    </>
  )
}

export function JobsPage() {
  const { t } = useWords()
  return (
    <SubPage title={t('admin.jobs.title')} lead={t('admin.jobs.lead')}>
      <JobsView />
    </SubPage>
  )
}

export function ErrorsPage() {
  const { t } = useWords()
  return (
    <SubPage title={t('admin.errors.title')} lead={t('admin.errors.lead')}>
      <ErrorsView />
    </SubPage>
  )
}

export function AuditPage() {
  const { t } = useWords()
  return (
    <SubPage title={t('admin.audit.title')} lead={t('admin.audit.lead')}>
      <AuditView />
    </SubPage>
  )
}

export function MessagesPage() {
  const { t } = useWords()
  return (
    <SubPage title={t('admin.messages.title')} lead={t('admin.messages.lead')}>
      <MessagesView />
    </SubPage>
  )
}

export function OutboundPage() {
  const { t } = useWords()
  return (
    <SubPage title={t('admin.outbound.title')} lead={t('admin.outbound.lead')}>
      <OutboundView />
    </SubPage>
  )
}

export function ServerPage() {
  const { t } = useWords()
  const { data: server, error, refetch } = useQuery(serverQueries.instance())
  return (
    <SubPage title={t('admin.settings.title')}>
      {server ? (
        <div className="settings-groups">
          <div className="settings-column">
            <ServerForm server={server} />
          </div>
          <div className="settings-column">
            <ServerFacts server={server} />
          </div>
        </div>
      ) : error ? (
        <LoadError error={error} onRetry={() => void refetch()} />
      ) : (
        <ListSkeleton rows={4} />
      )}
    </SubPage>
  )
}
