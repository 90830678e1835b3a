import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { retryAfterError } from '@/api/retry'

/** Where the person is signed in. */
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/v1/me/sessions', { signal }))).items,
  refetchInterval: retryAfterError,
})

/** Signs a device out by its id; null: all but this one. */
export function useSignOutDevice() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: string | null) =>
      id === null ? body(api.DELETE('/api/v1/me/sessions')) : body(api.DELETE('/api/v1/me/sessions/{session_id}', { params: { path: { session_id: id } } })),
    onSettled: () => cache.invalidateQueries(sessionsQuery),
  })
}

interface PasswordChange {
  current: string
  new: string
}

/** Changes the password; every other device is signed out. */
export function useChangePassword() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (change: PasswordChange) => body(api.POST('/api/v1/me/password', { body: change })),
    onSuccess: () => cache.invalidateQueries(sessionsQuery),
  })
}
