import type { ReactNode } from 'react'
import { LoadError } from './ErrorCard'
import { ListSkeleton } from './Skeleton'

interface LoadedProps<T> {
  /** The query of a whole page, as `useQuery` gives it. */
  query: { data: T | undefined; error: Error | null; refetch: () => unknown }
  children: (data: T) => ReactNode
}

/** A page's content when it is there; until then boxes, or why it is not. */
export function Loaded<T>({ query: { data, error, refetch }, children }: LoadedProps<T>) {
  if (data !== undefined) return children(data)
  return error ? <LoadError error={error} onRetry={() => void refetch()} /> : <ListSkeleton />
}
