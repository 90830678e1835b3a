import { NativeSelect } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AUDIT_KINDS, auditWords } from '@/i18n/audit-words'
import { momentText } from '@/i18n/moments'
import { useWords } from '@/i18n/use-words'
import { LoadError } from '@/ui/ErrorCard'
import { ListSkeleton } from '@/ui/Skeleton'
import { Empty } from './Empty'
import { MoreButton } from './MoreButton'
import type { AuditEntry } from './admin-types'
import { auditDetails } from './audit-details'
import { serverQueries } from './server.queries'

/** What happened about security: what, who, to whom, when, and from where. */
export function AuditView() {
  const { t, language } = useWords()
  const [kind, setKind] = useState('')
  const query = useInfiniteQuery(serverQueries.audit(kind))
  const kinds = AUDIT_KINDS.map((value) => ({ value, label: auditWords(t, value) })).sort((a, b) => a.label.localeCompare(b.label, language))
  return (
    <>
      <NativeSelect
        className="admin-filter"
        label={t('admin.audit.kind')}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value)}
        data={[{ value: '', label: t('admin.audit.all') }, ...kinds]}
      />
      {query.data ? (
        <>
          <AuditList entries={query.data.pages.flatMap(({ items }) => items)} isFiltered={kind !== ''} />
          <MoreButton query={query} />
        </>
      ) : query.error ? (
        <LoadError error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ListSkeleton rows={6} />
      )}
    </>
  )
}

function AuditList({ entries, isFiltered }: { entries: AuditEntry[]; isFiltered: boolean }) {
  const { t } = useWords()
  if (entries.length === 0 && isFiltered) return <p className="dim">{t('admin.audit.emptyKind')}</p>
  if (entries.length === 0) return <Empty icon={IconHistory} color="heather" title={t('admin.audit.emptyTitle')} text={t('admin.audit.emptyText')} />
  return (
    <ul className="list">
      {/* Nothing in them is moved or changed: their places are as good as ids. */}
      {entries.map((entry, place) => (
        <AuditLine key={place} entry={entry} />
      ))}
    </ul>
  )
}

function AuditLine({ entry: { at, kind, actor, subject, address, details } }: { entry: AuditEntry }) {
  const { t, language } = useWords()
  const more = auditDetails(t, details)
  return (
    <li className="admin-item admin-event">
      <div>
        <p className="nm">{auditWords(t, kind)}</p>
        <p className="meta">
          {actor && <span>{t('admin.audit.by', { name: actor })}</span>}
          {subject && subject !== actor && <span>{t('admin.audit.about', { name: subject })}</span>}
          {address && <span>{t('admin.audit.from', { address })}</span>}
          {more.map((one) => (
            <span key={one}>{one}</span>
          ))}
        </p>
      </div>
      <time className="sm dim n" dateTime={at}>
        {momentText(t, at, language)}
      </time>
    </li>
  )
}
