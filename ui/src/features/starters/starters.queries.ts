import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { retryAfterError } from '@/api/retry'
import { figuresChanged } from '@/api/stale'
import type { Starter } from '@/api/types'

export const startersQuery = queryOptions({
  queryKey: ['starters'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/v1/habits/starters', { signal }))).items,
  staleTime: Infinity,
  refetchInterval: retryAfterError,
})

export interface Chosen {
  id: string
  starter: Starter
}

/** Makes habits of starters, in their order. Their ids are made when they are chosen: trying again makes none twice. */
export function useTakeStarters() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async (chosen: Chosen[]) => {
      for (const { id, starter } of chosen) {
        const { name, question, kind, measure, unit, color, icon, section, goal } = starter
        await body(api.POST('/api/v1/habits', { body: { id, name, question, kind, measure, unit, color, icon, section, goal } }))
      }
    },
    onSettled: () => void figuresChanged(cache),
  })
}
