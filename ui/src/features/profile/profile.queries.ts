import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { retryAfterError } from '@/api/retry'
import { figuresChanged } from '@/api/stale'
import type { Me } from '@/api/types'

/** The person signed in here. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => body(api.GET('/api/v1/me', { signal })),
  refetchInterval: retryAfterError,
})

export type ProfileChange = Partial<Pick<Me, 'name' | 'zone' | 'day_start' | 'first_weekday' | 'language'>>

export function useUpdateMe() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (change: ProfileChange) => body(api.PATCH('/api/v1/me', { body: change })),
    onSuccess: (me) => {
      cache.setQueryData(meQuery.queryKey, me)
      void figuresChanged(cache)
      void cache.invalidateQueries({ queryKey: ['starters'] })
    },
  })
}
