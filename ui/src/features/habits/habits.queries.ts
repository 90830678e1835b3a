import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import type { HabitCreate } from '@/api/types'

/** Adds a habit. The id is made here, so that trying again cannot make it twice. */
export function useCreateHabit() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (habit: HabitCreate) => body(api.POST('/api/v1/habits', { body: habit })),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['days'] })
      void cache.invalidateQueries({ queryKey: ['months'] })
    },
  })
}
