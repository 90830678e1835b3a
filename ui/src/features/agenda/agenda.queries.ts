import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { retryAfterError } from '@/api/retry'
import type { DayRead, EntryWrite } from '@/api/types'
import type { Day } from '@/lib/day'
import { type DayView, type PendingWrite, overlay, withAnswer } from './overlay'

const DAYS = ['days']

/** Keeps the writes that are still on their way when a fresh answer replaces the old one. */
async function loaded(cache: QueryClient, key: readonly string[], answer: Promise<DayRead>): Promise<DayView> {
  const server = await answer
  return { server, pending: cache.getQueryData<DayView>(key)?.pending ?? [] }
}

export const agendaQueries = {
  /** The person's civil day. */
  today: () =>
    queryOptions({
      queryKey: [...DAYS, 'today'],
      queryFn: ({ client, queryKey, signal }) => loaded(client, queryKey, body(api.GET('/api/v1/today', { signal }))),
      select: overlay,
      refetchInterval: retryAfterError,
    }),
  day: (day: Day) =>
    queryOptions({
      queryKey: [...DAYS, day],
      queryFn: ({ client, queryKey, signal }) =>
        loaded(client, queryKey, body(api.GET('/api/v1/days/{day}', { params: { path: { day } }, signal }))),
      select: overlay,
      refetchInterval: retryAfterError,
    }),
}

function onViews(cache: QueryClient, change: (view: DayView) => DayView): void {
  cache.setQueriesData<DayView>({ queryKey: DAYS }, (view) => view && change(view))
}

const isWrite = (write: PendingWrite) => (other: PendingWrite) => other.entry.client_id === write.entry.client_id

const without = (view: DayView, write: PendingWrite): PendingWrite[] => view.pending.filter((other) => !isWrite(write)(other))

/**
 * Stores one entry. It shows at once and disappears again when the server refuses it. Writes are sent one after the
 * other, in the order of the taps, so that the later tap is the later write.
 */
export function useCheckOff(onRefused: (error: Error) => void) {
  const cache = useQueryClient()
  return useMutation({
    mutationKey: ['check-off'],
    scope: { id: 'check-off' },
    mutationFn: ({ habitId, day, entry }: PendingWrite) =>
      body(api.PUT('/api/v1/habits/{habit_id}/entries/{day}', { params: { path: { habit_id: habitId, day } }, body: entry })),
    onMutate: async (write) => {
      onViews(cache, (view) => (view.server.date === write.day ? { ...view, pending: [...view.pending, write] } : view))
      await cache.cancelQueries({ queryKey: DAYS })
    },
    onSuccess: (answer, write) =>
      onViews(cache, (view) => ({ server: withAnswer(view.server, write, answer), pending: without(view, write) })),
    onError: (error, write) => {
      onViews(cache, (view) => ({ ...view, pending: without(view, write) }))
      onRefused(error)
    },
    onSettled: () => {
      if (cache.isMutating({ mutationKey: ['check-off'] }) > 1) return
      void cache.invalidateQueries({ queryKey: DAYS })
      void cache.invalidateQueries({ queryKey: ['months'] })
    },
  })
}

export type Change = Pick<EntryWrite, 'state'> & Partial<Pick<EntryWrite, 'amount' | 'increment' | 'note'>>
