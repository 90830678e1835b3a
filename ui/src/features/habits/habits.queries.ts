import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { retryAfterError } from '@/api/retry'
import { figuresChanged } from '@/api/stale'
import type { HabitRead } from '@/api/types'

/** Which habits a list shows. */
export type Which = 'active' | 'archived' | 'deleted'

const KEY = 'habits'
const PAGE = 200

/** All habits of a list, page after page. */
async function allHabits(which: Which, signal: AbortSignal): Promise<HabitRead[]> {
  const found: HabitRead[] = []
  let cursor: string | null = null
  do {
    const query = { limit: PAGE, archived: which === 'archived', deleted: which === 'deleted', ...(cursor ? { cursor } : {}) }
    const page: { items: HabitRead[]; next_cursor: string | null } = await body(api.GET('/api/v1/habits', { params: { query }, signal }))
    found.push(...page.items)
    cursor = page.next_cursor
  } while (cursor)
  return found
}

export const habitsQueries = {
  list: (which: Which) =>
    queryOptions({ queryKey: [KEY, 'list', which], queryFn: ({ signal }) => allHabits(which, signal), refetchInterval: retryAfterError }),
  one: (id: string) =>
    queryOptions({
      queryKey: [KEY, 'one', id],
      queryFn: ({ signal }) => body(api.GET('/api/v1/habits/{habit_id}', { params: { path: { habit_id: id } }, signal })),
      refetchInterval: retryAfterError,
    }),
  ledger: (id: string) =>
    queryOptions({
      queryKey: [KEY, 'ledger', id],
      queryFn: ({ signal }) => body(api.GET('/api/v1/habits/{habit_id}/ledger', { params: { path: { habit_id: id } }, signal })),
      refetchInterval: retryAfterError,
    }),
}

/** Puts the habits in use into another order; it shows at once, and the server's order comes back when it says no. */
export function useOrderHabits() {
  const cache = useQueryClient()
  const { queryKey } = habitsQueries.list('active')
  return useMutation({
    mutationFn: (habits: HabitRead[]) => body(api.PUT('/api/v1/habits/order', { body: { habit_ids: habits.map(({ id }) => id) } })),
    scope: { id: 'habit-order' },
    onMutate: async (habits) => {
      cache.setQueryData(queryKey, habits)
      await cache.cancelQueries({ queryKey })
    },
    onSettled: () => settle(cache),
  })
}

/** Only the last of several changes on their way asks for everything again. */
function settle(cache: QueryClient): void {
  if (cache.isMutating() <= 1) void figuresChanged(cache)
}

const path = (id: string) => ({ params: { path: { habit_id: id } } })

const PLACES = {
  archive: (id: string) => body(api.PUT('/api/v1/habits/{habit_id}/archive', path(id))),
  restore: (id: string) => body(api.DELETE('/api/v1/habits/{habit_id}/archive', path(id))),
  delete: (id: string) => body(api.DELETE('/api/v1/habits/{habit_id}', path(id))),
  undelete: (id: string) => body(api.POST('/api/v1/habits/{habit_id}/undelete', path(id))),
}

export type Move = keyof typeof PLACES

export interface Moving {
  habit: Pick<HabitRead, 'id' | 'name'>
  move: Move
  /** Called once it is done. */
  onDone?: (() => void) | undefined
}

/**
 * Archives, restores, deletes a habit, or brings it back; all are safe to repeat. Both functions are called even when
 * the row that was used is gone by then.
 */
export function useMoveHabit(onMoved: (moving: Moving) => unknown, onRefused: (error: Error, moving: Moving) => unknown) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async ({ habit, move }: Moving) => {
      await PLACES[move](habit.id)
    },
    onSuccess: (_nothing, moving) => {
      onMoved(moving)
    },
    onError: (error, moving) => {
      onRefused(error, moving)
    },
    onSettled: () => void figuresChanged(cache),
  })
}
