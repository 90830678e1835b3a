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
}
