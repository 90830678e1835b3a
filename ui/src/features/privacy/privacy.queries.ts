import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { retryAfterError } from '@/api/retry'
import type { ConsentRead, DataClass } from '@/api/types'

/** What the person agreed to, for each class of data. */
export const consentsQuery = queryOptions({
  queryKey: ['consents'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/v1/me/consents', { signal }))).items,
  refetchInterval: retryAfterError,
})

/** What would be sent of a class of data, byte by byte as it is now. */
export const previewQuery = (dataClass: DataClass) =>
  queryOptions({
    queryKey: ['consents', dataClass, 'preview'],
    queryFn: async ({ signal }) =>
      (await body(api.GET('/api/v1/me/consents/{data_class}/preview', { params: { path: { data_class: dataClass } }, signal }))).items,
    staleTime: 0,
    gcTime: 0,
  })

/** Where this server may call, and what it sent of the person lately. */
export const outboundQuery = queryOptions({
  queryKey: ['outbound'],
  queryFn: ({ signal }) => body(api.GET('/api/v1/outbound', { signal })),
  refetchInterval: retryAfterError,
})

/** What happened with the person's account, newest first, page by page. */
export const logQuery = infiniteQueryOptions({
  queryKey: ['security-log'],
  queryFn: ({ pageParam, signal }) => body(api.GET('/api/v1/me/audit', { params: { query: pageParam === null ? {} : { cursor: pageParam } }, signal })),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next_cursor }) => next_cursor,
  refetchInterval: retryAfterError,
})

interface Choice {
  consent: ConsentRead
  agree: boolean
}

/** Agrees to exactly the destinations that are shown, or withdraws. */
export function useConsent() {
  const cache = useQueryClient()
  return useMutation({
    scope: { id: 'consents' },
    mutationFn: async ({ consent: { data_class, destinations }, agree }: Choice) => {
      const params = { path: { data_class } }
      const names = destinations.map(({ name }) => name)
      if (agree) await body(api.PUT('/api/v1/me/consents/{data_class}', { params, body: { destinations: names } }))
      else await body(api.DELETE('/api/v1/me/consents/{data_class}', { params }))
    },
    /* Also when it is refused: then the destinations are others by now. */
    onSettled: () => cache.invalidateQueries({ queryKey: consentsQuery.queryKey, exact: true }),
  })
}
