import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { retryAfterError } from '@/api/retry'

const KEY = 'habits'
const NOTES_PAGE = 10
const BEST = 5

/** More days than anybody lives: everything there is. */
export const ALL_DAYS = 36_600

const of = (id: string) => ({ habit_id: id })

/** What lies behind one habit's figures. A change to a habit or a day makes all of it stale. */
export const insightQueries = {
  strength: (id: string, days: number) =>
    queryOptions({
      queryKey: [KEY, 'strength', id, days],
      queryFn: ({ signal }) => body(api.GET('/api/v1/habits/{habit_id}/strength', { params: { path: of(id), query: { days } }, signal })),
      placeholderData: keepPreviousData,
      refetchInterval: retryAfterError,
    }),
  streaks: (id: string) =>
    queryOptions({
      queryKey: [KEY, 'streaks', id],
      queryFn: ({ signal }) => body(api.GET('/api/v1/habits/{habit_id}/streaks', { params: { path: of(id), query: { limit: BEST } }, signal })),
      refetchInterval: retryAfterError,
    }),
  summary: (id: string, days: number) =>
    queryOptions({
      queryKey: [KEY, 'summary', id, days],
      queryFn: ({ signal }) => body(api.GET('/api/v1/habits/{habit_id}/summary', { params: { path: of(id), query: { days } }, signal })),
      refetchInterval: retryAfterError,
    }),
  notes: (id: string) =>
    infiniteQueryOptions({
      queryKey: [KEY, 'notes', id],
      queryFn: ({ signal, pageParam }) => {
        const query = { limit: NOTES_PAGE, ...(pageParam ? { cursor: pageParam } : {}) }
        return body(api.GET('/api/v1/habits/{habit_id}/notes', { params: { path: of(id), query }, signal }))
      },
      initialPageParam: null as string | null,
      getNextPageParam: ({ next_cursor: next }) => next,
      refetchInterval: retryAfterError,
    }),
}
