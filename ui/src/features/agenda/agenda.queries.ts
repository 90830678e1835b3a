import { type MutationOptions, type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { retryAfterError } from '@/api/retry'
import { figuresChanged } from '@/api/stale'
import type { CheckOffRead, DayRead, EntryWrite } from '@/api/types'
import type { Day } from '@/lib/day'
import { type DayView, type PendingWrite, overlay, withAnswer } from './overlay'

const DAYS = ['days']

/** Keeps the writes that are still on their way when a fresh answer replaces the old one. */
async function loaded(cache: QueryClient, key: readonly string[], answer: Promise<DayRead>): Promise<DayView> {
  const server = await answer
  return { server, pending: cache.getQueryData<DayView>(key)?.pending ?? [] }
}

/** A page left open moves on to the next day by itself. */
const LOOK_AGAIN_MS = 5 * 60_000

export const agendaQueries = {
  /** The person's civil day. Another tab or device may have ticked something: coming back always asks again. */
  today: () =>
    queryOptions({
      queryKey: [...DAYS, 'today'],
      queryFn: ({ client, queryKey, signal }) => loaded(client, queryKey, body(api.GET('/api/v1/today', { signal }))),
      select: overlay,
      refetchOnWindowFocus: 'always',
      refetchInterval: (query) => retryAfterError(query) || LOOK_AGAIN_MS,
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

/** Called with a write that was not stored, and with how to send one again. */
type OnRefused = (error: Error, write: PendingWrite, send: (write: PendingWrite) => void) => void

/**
 * Stores one entry. It shows at once and disappears again when the server refuses it. Writes are sent one after the
 * other, in the order of the taps, so that the later tap is the later write.
 */
export function useCheckOff(onRefused: OnRefused) {
  return useMutation(checkingOff(useQueryClient(), onRefused))
}

function checkingOff(cache: QueryClient, onRefused: OnRefused): MutationOptions<CheckOffRead, Error, PendingWrite> {
  const options: MutationOptions<CheckOffRead, Error, PendingWrite> = {
    mutationKey: ['check-off'],
    scope: { id: 'check-off' },
    mutationFn: ({ habitId, day, entry }) =>
      body(api.PUT('/api/v1/habits/{habit_id}/entries/{day}', { params: { path: { habit_id: habitId, day } }, body: entry })),
    onMutate: async (write) => {
      onViews(cache, (view) => (view.server.date === write.day ? { ...view, pending: [...view.pending, write] } : view))
      await cache.cancelQueries({ queryKey: DAYS })
    },
    onSuccess: (answer, write) =>
      onViews(cache, (view) => ({ server: withAnswer(view.server, write, answer), pending: without(view, write) })),
    onError: (error, write) => {
      onViews(cache, (view) => ({ ...view, pending: without(view, write) }))
      onRefused(error, write, again)
    },
    onSettled: () => {
      if (cache.isMutating({ mutationKey: ['check-off'] }) > 1) return
      void figuresChanged(cache)
    },
  }
  const again = (write: PendingWrite) => {
    /* What fails again is told by onError. */
    cache.getMutationCache().build(cache, options).execute(write).catch(() => undefined)
  }
  return options
}

export type Change = Pick<EntryWrite, 'state'> & Partial<Pick<EntryWrite, 'amount' | 'increment' | 'note' | 'steps' | 'reason'>>
