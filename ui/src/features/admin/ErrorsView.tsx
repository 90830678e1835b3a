import { Button } from '@mantine/core'
import { IconMoodSmile } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { number } from '@/i18n/format'
import { momentText } from '@/i18n/moments'
import { useWords } from '@/i18n/use-words'
import { LoadError } from '@/ui/ErrorCard'
import { ListSkeleton } from '@/ui/Skeleton'
import { Empty } from './Empty'
import { MoreButton } from './MoreButton'
import type { ServerError } from './admin-types'
import { focusBack } from './focus'
import { serverQueries, useForgetError } from './server.queries'
import { useTold } from './use-told'

const LIST = 'admin-errors'

/** Unhandled errors, alike ones together: where, what, how often, and since when. */
export function ErrorsView() {
  const { t } = useWords()
  const query = useInfiniteQuery(serverQueries.errors())
  const forget = useForgetError()
  const told = useTold()
  if (!query.data) return query.error ? <LoadError error={query.error} onRetry={() => void query.refetch()} /> : <ListSkeleton rows={3} />
  const errors = query.data.pages.flatMap(({ items }) => items)
  const onForget = (id: string) => {
    forget.mutate(id, { onSuccess: () => told.done(t('admin.errors.forgotten')), onError: told.failed })
    focusBack(LIST)
  }
  return (
    <div id={LIST} tabIndex={-1} className="admin-focus">
      {errors.length === 0 ? (
        <Empty icon={IconMoodSmile} color="moss" title={t('admin.errors.emptyTitle')} text={t('admin.errors.emptyText')} />
      ) : (
        <ul className="list">
          {errors.map((one) => (
            <ErrorLine key={one.id} error={one} onForget={() => onForget(one.id)} />
          ))}
        </ul>
      )}
      <MoreButton query={query} />
    </div>
  )
}

function ErrorLine({ error, onForget }: { error: ServerError; onForget: () => void }) {
  const { t, language } = useWords()
  const { route, exception, place, count, first_at: first, last_at: last, last_request_id: request } = error
  return (
    <li className="admin-item">
      <h2 className="nm admin-ask">{exception}</h2>
      <p className="admin-code">
        {route}
        <br />
        {place}
      </p>
      <p className="meta n">
        <span>{t('admin.errors.times', { count, figure: number(count, language) })}</span>
        <span>{t('admin.errors.lastOn', { when: momentText(t, last, language) })}</span>
        {count > 1 && <span>{t('admin.errors.firstOn', { when: momentText(t, first, language) })}</span>}
        {request && <span>{t('admin.errors.request', { id: request })}</span>}
      </p>
      <div>
        <Button variant="default" aria-label={t('admin.errors.forgetNamed', { what: exception })} onClick={onForget}>
          {t('admin.errors.forget')}
        </Button>
      </div>
    </li>
  )
}
