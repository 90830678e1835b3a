import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { figuresChanged } from '@/api/stale'
import type { GoalWrite, HabitCreate, HabitWrite } from '@/api/types'
import type { Day } from '@/lib/day'

/** Adds a habit. The id is made by the form, so that trying again cannot make it twice. */
export function useCreateHabit() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (habit: HabitCreate) => body(api.POST('/api/v1/habits', { body: habit })),
    onSuccess: () => void figuresChanged(cache),
  })
}

export interface HabitChange {
  habit: HabitWrite
  /** Only when something else is asked. */
  goal: { goal: GoalWrite; since?: Day } | null
}

/** Changes a habit, and then its goal; both are safe to repeat. */
export function useEditHabit(id: string) {
  const cache = useQueryClient()
  const params = { path: { habit_id: id } }
  return useMutation({
    mutationFn: async ({ habit, goal }: HabitChange) => {
      const changed = await body(api.PATCH('/api/v1/habits/{habit_id}', { params, body: habit }))
      return goal ? body(api.PUT('/api/v1/habits/{habit_id}/goal', { params, body: goal })) : changed
    },
    onSettled: () => void figuresChanged(cache),
  })
}
