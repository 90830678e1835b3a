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

export type Setting = 'name' | 'zone' | 'day_start' | 'first_weekday' | 'language' | 'weight_unit' | 'onboarded'
export type ProfileChange = Partial<Pick<Me, Setting>>

/** These change which day it is, or how a goal is counted. */
const COUNTS: readonly string[] = ['zone', 'day_start', 'first_weekday'] satisfies Setting[]

/** Changes the person's settings, one change after the other. */
export function useUpdateMe() {
  const cache = useQueryClient()
  return useMutation({
    scope: { id: 'me' },
    mutationFn: (change: ProfileChange) => body(api.PATCH('/api/v1/me', { body: change })),
    onSuccess: (me, change) => {
      cache.setQueryData(meQuery.queryKey, me)
      if (Object.keys(change).some((key) => COUNTS.includes(key))) void figuresChanged(cache)
      if (change.language) void cache.invalidateQueries({ queryKey: ['starters'] })
    },
  })
}
