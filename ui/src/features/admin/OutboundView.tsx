import { IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { list } from '@/i18n/format'
import { momentText } from '@/i18n/moments'
import { outcomeWords } from '@/i18n/outcome-words'
import { bytes } from '@/i18n/server-format'
import { type Translate, useWords } from '@/i18n/use-words'
import { LoadError } from '@/ui/ErrorCard'
import { ListSkeleton } from '@/ui/Skeleton'
import { Empty } from './Empty'
import type { Outbound } from './admin-types'
import { serverQueries } from './server.queries'

/** Every place this server may talk to, and the last times it did. */
export function OutboundView() {
  const { t } = useWords()
  const { data, error, refetch } = useQuery(serverQueries.outbound())
  if (!data) return error ? <LoadError error={error} onRetry={() => void refetch()} /> : <ListSkeleton rows={3} />
  if (data.destinations.length === 0 && data.calls.length === 0) {
    return <Empty icon={IconShieldCheck} color="moss" title={t('admin.outbound.emptyTitle')} text={t('admin.outbound.emptyText')} />
  }
  return (
    <>
      <Destinations destinations={data.destinations} />
      <Calls calls={data.calls} />
    </>
  )
}

const CLASSES = ['photo', 'notes', 'metrics'] as const

function className(t: Translate, name: string): string {
  const known = CLASSES.find((one) => one === name)
  return known ? t(`admin.outbound.classes.${known}`) : name
}

function Destinations({ destinations }: Pick<Outbound, 'destinations'>) {
  const { t, language } = useWords()
  if (destinations.length === 0) return null
  return (
    <section aria-labelledby="admin-destinations">
      <h2 className="h2 admin-head" id="admin-destinations">
        {t('admin.outbound.destinations')}
      </h2>
      <ul className="list">
        {destinations.map(({ name, host, purpose, data, allowed_by: setting }) => (
          <li key={name} className="admin-item">
            <h3 className="nm admin-ask">{host === '*' ? t('admin.outbound.anywhere') : host}</h3>
            <p className="admin-ask">{purpose}</p>
            <p className="meta">
              <span>{data.length > 0 ? t('admin.outbound.data', { list: list(data.map((one) => className(t, one)), language) }) : t('admin.outbound.noData')}</span>
              <span>{t('admin.outbound.allowedBy', { setting })}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Calls({ calls }: Pick<Outbound, 'calls'>) {
  const { t, language } = useWords()
  return (
    <section className="sec" aria-labelledby="admin-calls">
      <h2 className="h2 admin-head" id="admin-calls">
        {t('admin.outbound.calls')}
      </h2>
      {calls.length === 0 ? (
        <p className="dim">{t('admin.outbound.noCalls')}</p>
      ) : (
        <ul className="list">
          {/* They are only ever read: their places are as good as ids. */}
          {calls.map(({ at, destination, host, data_class: data, bytes_sent: sent, bytes_received: received, outcome }, place) => (
            <li key={place} className="admin-item admin-event">
              <div>
                <p className="nm admin-ask">{host}</p>
                <p className="meta n">
                  {[destination, data && className(t, data), t('admin.outbound.sent', { size: bytes(sent, language) }), t('admin.outbound.received', { size: bytes(received, language) }), outcomeWords(t, outcome)]
                    .filter(Boolean)
                    .map((one, index) => (
                      <span key={index}>{one}</span>
                    ))}
                </p>
              </div>
              <time className="sm dim n" dateTime={at}>
                {momentText(t, at, language)}
              </time>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
