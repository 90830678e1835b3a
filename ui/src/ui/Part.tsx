import { IconPlugConnectedX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWords } from '@/i18n/use-words'
import { problemWords } from './problem-words'

interface PartProps<T> {
  /** The query of this part, as `useQuery` gives it. */
  query: { data: T | undefined; error: Error | null; refetch: () => unknown }
  /** Boxes in the size of what is on its way. */
  waiting: ReactNode
  children: (data: T) => ReactNode
}

/** One part of a page that loads by itself: when it cannot, the others stay. */
export function Part<T>({ query: { data, error, refetch }, waiting, children }: PartProps<T>) {
  if (data !== undefined) return children(data)
  if (error) return <PartError error={error} onRetry={() => void refetch()} />
  return (
    <div className="late" aria-busy="true">
      {waiting}
    </div>
  )
}

function PartError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useWords()
  return (
    <div className="note tinted p-clay" role="alert" style={{ alignItems: 'center' }}>
      <IconPlugConnectedX size={20} stroke={1.75} aria-hidden />
      <span className="grow">{problemWords(t, error)}</span>
      <button type="button" className="link" style={{ color: 'inherit' }} onClick={onRetry}>
        {t('errors.retry')}
      </button>
    </div>
  )
}
