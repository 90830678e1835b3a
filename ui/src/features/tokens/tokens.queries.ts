import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { retryAfterError } from '@/api/retry'
import { withStepUp } from '@/api/step-up'
import type { TokenScope } from '@/api/types'

/** The person's tokens, without their secrets. */
export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/v1/me/tokens', { signal }))).items,
  refetchInterval: retryAfterError,
})

export interface NewToken {
  name: string
  scopes: TokenScope[]
  /** How long it works; null: until it is taken back. */
  days: number | null
}

/** Makes a token; the answer is the only one that holds its secret. */
export function useMakeToken() {
  const cache = useQueryClient()
  return useMutation({
    /* The secret is nothing to keep. */
    gcTime: 0,
    mutationFn: (token: NewToken) => withStepUp(() => body(api.POST('/api/v1/me/tokens', { body: token }))),
    onSuccess: () => cache.invalidateQueries(tokensQuery),
  })
}

/** Takes a token back: what uses it is refused from the next request on. */
export function useRevokeToken() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => body(api.DELETE('/api/v1/me/tokens/{token_id}', { params: { path: { token_id: id } } })),
    onSettled: () => cache.invalidateQueries(tokensQuery),
  })
}
