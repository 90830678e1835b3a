import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { figuresChanged } from '@/api/stale'
import { mergedOrder } from './arrange'
import type { DayView } from './overlay'

const PAGE = 200

/** The ids of all habits in use, in their order. Today shows only those that live today. */
async function idsInUse(): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const query = { limit: PAGE, ...(cursor ? { cursor } : {}) }
    const page: { items: { id: string }[]; next_cursor: string | null } = await body(api.GET('/api/v1/habits', { params: { query } }))
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.next_cursor
  } while (cursor)
  return ids
}

function reordered(view: DayView, ids: readonly string[]): DayView {
  const habits = view.server.habits.map((item) => (ids.includes(item.id) ? { ...item, position: ids.indexOf(item.id) } : item))
  return { ...view, server: { ...view.server, habits } }
}

/** Puts the habits of a day into another order, given as all their ids; it shows at once. */
export function useArrange() {
  const cache = useQueryClient()
  return useMutation({
    mutationKey: ['arrange'],
    scope: { id: 'habit-order' },
    mutationFn: async (ids: string[]) => body(api.PUT('/api/v1/habits/order', { body: { habit_ids: mergedOrder(await idsInUse(), ids) } })),
    onMutate: (ids) => cache.setQueriesData<DayView>({ queryKey: ['days'] }, (view) => view && reordered(view, ids)),
    onSettled: () => (cache.isMutating({ mutationKey: ['arrange'] }) <= 1 ? figuresChanged(cache) : undefined),
  })
}
