import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { retryAfterError } from '@/api/retry'
import { figuresChanged } from '@/api/stale'
import type { PauseRead, PauseWrite } from '@/api/types'
import { type Day, addDays } from '@/lib/day'

export const pausesQuery = queryOptions({
  queryKey: ['pauses'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/v1/pauses', { signal }))).items,
  refetchInterval: retryAfterError,
})

/** Adds a pause. The id is made by the form, so that trying again cannot make it twice. */
export function useAddPause() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (pause: PauseWrite) => body(api.POST('/api/v1/pauses', { body: pause })),
    onSuccess: () => void figuresChanged(cache),
  })
}

/** Ends a pause yesterday, so that today counts again; one that began today, or later, is taken back whole. */
export function useEndPause() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async ({ pause: { id, first }, today }: { pause: PauseRead; today: Day }) => {
      const params = { path: { pause_id: id } }
      if (first < today) await body(api.PATCH('/api/v1/pauses/{pause_id}', { params, body: { last: addDays(today, -1) } }))
      else await body(api.DELETE('/api/v1/pauses/{pause_id}', { params }))
    },
    onSettled: () => void figuresChanged(cache),
  })
}

/** Takes a pause back, as if it had never been. */
export function useRemovePause() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => body(api.DELETE('/api/v1/pauses/{pause_id}', { params: { path: { pause_id: id } } })),
    onSettled: () => void figuresChanged(cache),
  })
}

/** Whether a pause covers a day. */
export const covers = ({ first, last }: PauseRead, day: Day): boolean => first <= day && (last === null || day <= last)
