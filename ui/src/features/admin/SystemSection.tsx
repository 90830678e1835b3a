import { IconAlertTriangle, IconCloudUpload, IconDatabase, IconHistory, IconMail, IconServer, IconSettings, IconWorldUp } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { momentText } from '@/i18n/moments'
import { percent } from '@/i18n/format'
import { bytes } from '@/i18n/server-format'
import { useWords } from '@/i18n/use-words'
import { LoadError } from '@/ui/ErrorCard'
import { ListSkeleton } from '@/ui/Skeleton'
import { SystemLine } from './SystemLine'
import type { Pages, Server } from './admin-types'
import { upWords } from './admin-words'
import { serverQueries } from './server.queries'

/** How the server does, and the way to each of its pages. */
export function SystemSection() {
  const { t } = useWords()
  const server = useQuery(serverQueries.instance())
  return (
    <section className="sec" aria-labelledby="admin-system">
      <div className="sech">
        <h2 className="h2" id="admin-system">
          {t('admin.system.title')}
        </h2>
      </div>
      {server.data ? (
        <SystemList server={server.data} />
      ) : server.error ? (
        <LoadError error={server.error} onRetry={() => void server.refetch()} />
      ) : (
        <ListSkeleton rows={5} />
      )}
    </section>
  )
}

/** "4", or "30+" while there are more than were asked for. */
function countOf(data: Pages<unknown> | undefined): { count: number; figure: string } | null {
  if (!data) return null
  const count = data.pages.reduce((sum, { items }) => sum + items.length, 0)
  const more = data.pages.at(-1)?.next_cursor ? '+' : ''
  return { count, figure: `${count}${more}` }
}

function SystemList({ server }: { server: Server }) {
  const { t, language } = useWords()
  const { data: jobs } = useQuery(serverQueries.jobs())
  const errors = countOf(useInfiniteQuery(serverQueries.errors()).data)
  const messages = countOf(useInfiniteQuery(serverQueries.messages()).data)
  const failed = jobs && jobs.failed + jobs.dead
  const { database_bytes: size, free_bytes: free, last_backup_at: backup, started_at: started } = server
  const up = upWords(t, started, new Date())
  return (
    <ul className="list">
      <SystemLine to="/admin/jobs" icon={IconServer} color="sage" title={t('admin.system.app')} state={failed === undefined ? null : failed > 0 ? 'look' : 'fine'}>
        {t('admin.system.up', { time: up, jobs: t('admin.system.failed', { count: failed ?? 0 }) })}
      </SystemLine>
      <SystemLine to="/admin/settings" icon={IconDatabase} color="lagoon" title={t('admin.system.database')} end={free === null ? undefined : <Room used={size} all={size + free} />}>
        {free === null ? bytes(size, language) : t('admin.system.sizeOf', { size: bytes(size, language), room: bytes(size + free, language) })}
      </SystemLine>
      {/* PostgreSQL is backed up by its own tools: nothing is known of it here. */}
      {(backup !== null || server.database['engine'] !== 'postgresql') && (
        <SystemLine to="/admin/settings" icon={IconCloudUpload} color="moss" title={t('admin.system.backup')} state={backup === null ? null : 'fine'}>
          {backup === null ? t('admin.system.noBackup') : t('admin.system.lastBackup', { when: momentText(t, backup, language) })}
        </SystemLine>
      )}
      <SystemLine to="/admin/errors" icon={IconAlertTriangle} color="honey" title={t('admin.system.errors')} state={errors && (errors.count > 0 ? 'look' : 'fine')}>
        {errors && (errors.count > 0 ? t('admin.system.errorKinds', errors) : t('admin.system.noErrors'))}
      </SystemLine>
      <SystemLine to="/admin/messages" icon={IconMail} color="dusk" title={t('admin.system.messages')} state={messages && messages.count > 0 ? 'look' : null}>
        {messages && (messages.count > 0 ? t('admin.system.waiting', messages) : t('admin.system.noMessages'))}
      </SystemLine>
      <SystemLine to="/admin/audit" icon={IconHistory} color="heather" title={t('admin.system.audit')}>
        {t('admin.system.auditText')}
      </SystemLine>
      <SystemLine to="/admin/outbound" icon={IconWorldUp} color="clay" title={t('admin.system.outbound')}>
        {t('admin.system.outboundText')}
      </SystemLine>
      <SystemLine to="/admin/settings" icon={IconSettings} color="sage" title={t('admin.system.settings')}>
        {t('admin.system.version', { version: server.version, mode: t(`admin.settings.modes.${server.registration}`) })}
      </SystemLine>
    </ul>
  )
}

/** How much of the disk the database takes. */
function Room({ used, all }: { used: number; all: number }) {
  const { t } = useWords()
  const share = all > 0 ? used / all : 0
  return (
    <span className="bar admin-room" role="img" aria-label={t('admin.system.room', { share: percent(share) })}>
      <i style={{ width: `max(6px, ${share * 100}%)`, background: 'var(--hb-done)' }} />
    </span>
  )
}
