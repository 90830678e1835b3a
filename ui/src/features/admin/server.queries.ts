import { type QueryClient, infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { FOLLOW_MS, retryAfterError } from '@/api/retry'
import { withStepUp } from '@/api/step-up'
import type { Pages, Registration, Server } from './admin-types'

const ADMIN = ['admin']
const PAGE = 30

const followed = (query: Parameters<typeof retryAfterError>[0]): number => retryAfterError(query) || FOLLOW_MS
/** Jobs come and go by themselves. */
const JOBS_MS = 3_000

const from = (cursor: string | null) => ({ limit: PAGE, ...(cursor ? { cursor } : {}) })

export const serverQueries = {
  /** What is set for everybody, and how the server does. */
  instance: () =>
    queryOptions({
      queryKey: [...ADMIN, 'instance'],
      queryFn: ({ signal }) => body(api.GET('/api/v1/admin/instance', { signal })),
      refetchInterval: followed,
    }),
  /** Jobs that failed, and how many wait. */
  jobs: () =>
    queryOptions({
      queryKey: [...ADMIN, 'jobs'],
      queryFn: ({ signal }) => body(api.GET('/api/v1/admin/jobs', { signal })),
      refetchInterval: (query) => retryAfterError(query) || (query.state.data?.pending || query.state.data?.failed ? JOBS_MS : FOLLOW_MS),
    }),
  /** Unhandled errors, alike ones together, newest first. */
  errors: () =>
    infiniteQueryOptions({
      queryKey: [...ADMIN, 'errors'],
      queryFn: ({ signal, pageParam }) => body(api.GET('/api/v1/admin/errors', { params: { query: from(pageParam) }, signal })),
      initialPageParam: null as string | null,
      getNextPageParam: (last) => last.next_cursor,
      refetchInterval: followed,
    }),
  /** What happened about security, newest first; of one kind, or all. */
  audit: (kind: string) =>
    infiniteQueryOptions({
      queryKey: [...ADMIN, 'audit', kind],
      queryFn: ({ signal, pageParam }) =>
        body(api.GET('/api/v1/admin/audit', { params: { query: { ...from(pageParam), ...(kind ? { kind } : {}) } }, signal })),
      initialPageParam: null as string | null,
      getNextPageParam: (last) => last.next_cursor,
      refetchInterval: followed,
    }),
  /** Messages that wait to be handed over, newest first. */
  messages: () =>
    infiniteQueryOptions({
      queryKey: [...ADMIN, 'messages'],
      queryFn: ({ signal, pageParam }) => body(api.GET('/api/v1/admin/messages', { params: { query: from(pageParam) }, signal })),
      initialPageParam: null as string | null,
      getNextPageParam: (last) => last.next_cursor,
      refetchInterval: followed,
    }),
  /** Where the server may send something, and the last times it did. */
  outbound: () =>
    queryOptions({
      queryKey: [...ADMIN, 'outbound'],
      queryFn: ({ signal }) => body(api.GET('/api/v1/admin/outbound', { signal })),
      refetchInterval: followed,
    }),
}

const settled = (cache: QueryClient) => cache.invalidateQueries({ queryKey: ADMIN })

/** Takes something off a list at once; what was refused is there again after the next look. */
function take(cache: QueryClient, list: string, id: string): void {
  cache.setQueriesData<Pages<{ id: string }>>({ queryKey: [...ADMIN, list] }, (data) => {
    if (!data) return data
    return { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.filter((one) => one.id !== id) })) }
  })
}

/** Tries a failed job again, now. */
export function useRetryJob() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => body(api.POST('/api/v1/admin/jobs/{job_id}/retry', { params: { path: { job_id: id } } })),
    onSettled: () => void settled(cache),
  })
}

/** Tries every failed job again, now. */
export function useRetryJobs() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => body(api.POST('/api/v1/admin/jobs/retry-all')),
    onSettled: () => void settled(cache),
  })
}

/** Gives a job up for good. */
export function useDropJob() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => withStepUp(() => body(api.DELETE('/api/v1/admin/jobs/{job_id}', { params: { path: { job_id: id } } }))),
    onSettled: () => void settled(cache),
  })
}

/** Forgets an error that was seen to. */
export function useForgetError() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => body(api.DELETE('/api/v1/admin/errors/{error_id}', { params: { path: { error_id: id } } })),
    onMutate: (id) => take(cache, 'errors', id),
    onSettled: () => void settled(cache),
  })
}

/** Deletes a message that waits. */
export function useDeleteMessage() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => body(api.DELETE('/api/v1/admin/messages/{message_id}', { params: { path: { message_id: id } } })),
    onMutate: (id) => take(cache, 'messages', id),
    onSettled: () => void settled(cache),
  })
}

export interface ServerChange {
  name?: string
  registration?: Registration
}

/** Changes what is set for everybody; shown at once, and taken back when it was refused. */
export function useChangeServer() {
  const cache = useQueryClient()
  const { queryKey } = serverQueries.instance()
  return useMutation({
    scope: { id: 'admin-instance' },
    mutationFn: (change: ServerChange) => withStepUp(() => body(api.PATCH('/api/v1/admin/instance', { body: change }))),
    onMutate: async (change) => {
      await cache.cancelQueries({ queryKey })
      const before = cache.getQueryData(queryKey)
      cache.setQueryData(queryKey, (now: Server | undefined) => now && { ...now, ...change })
      return { before }
    },
    onSuccess: (now) => {
      cache.setQueryData(queryKey, now)
      void cache.invalidateQueries({ queryKey: ['instance'] })
    },
    onError: (_error, _change, context) => context && cache.setQueryData(queryKey, context.before),
    onSettled: () => void cache.invalidateQueries({ queryKey: [...ADMIN, 'audit'] }),
  })
}
