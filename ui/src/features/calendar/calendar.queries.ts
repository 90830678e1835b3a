import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { retryAfterError } from '@/api/retry'
import type { Month } from '@/lib/day'

export const calendarQueries = {
  month: (month: Month) =>
    queryOptions({
      queryKey: ['months', month],
      queryFn: ({ signal }) => body(api.GET('/api/v1/calendar/{month}', { params: { path: { month } }, signal })),
      placeholderData: keepPreviousData,
      refetchInterval: retryAfterError,
    }),
  /** A year of one habit, or of all without an id. */
  year: (year: number, habit?: string) =>
    queryOptions({
      queryKey: ['years', year, habit ?? null],
      queryFn: ({ signal }) => {
        const query = { first: year, last: year, ...(habit ? { habit_id: habit } : {}) }
        return body(api.GET('/api/v1/calendar/years', { params: { query }, signal }))
      },
      placeholderData: keepPreviousData,
      refetchInterval: retryAfterError,
    }),
}
