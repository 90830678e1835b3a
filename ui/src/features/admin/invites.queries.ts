import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { FOLLOW_MS, retryAfterError } from '@/api/retry'
import { withStepUp } from '@/api/step-up'
import type { Invite, Role } from './admin-types'

const INVITES = ['admin', 'invites']
const MOST = 200

/** Invites that can still be used. */
export const openInvitesQuery = queryOptions({
  queryKey: INVITES,
  queryFn: async ({ signal }) => (await body(api.GET('/api/v1/admin/invites', { params: { query: { limit: MOST } }, signal }))).items,
  select: (invites: Invite[]) => invites.filter(({ state }) => state === 'open'),
  refetchInterval: (query) => retryAfterError(query) || FOLLOW_MS,
})

/** Invites, messages and the log have moved. */
const settled = (cache: QueryClient) => cache.invalidateQueries({ queryKey: ['admin'] })

export interface NewInvite {
  email: string | null
  role: Role
  days: number
}

/** Makes a link that makes one account; the answer is the only place it can be read. */
export function useInvite() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (invite: NewInvite) => withStepUp(() => body(api.POST('/api/v1/admin/invites', { body: invite }))),
    onSuccess: () => void settled(cache),
    /* The link does not stay in memory once the dialog is gone. */
    gcTime: 0,
  })
}

/** Takes an invite back; gone from the list at once, and there again when it was refused. */
export function useRevokeInvite() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => withStepUp(() => body(api.DELETE('/api/v1/admin/invites/{invite_id}', { params: { path: { invite_id: id } } }))),
    onMutate: (id) => cache.setQueryData<Invite[]>(INVITES, (invites) => invites?.filter((one) => one.id !== id)),
    onSettled: () => void settled(cache),
  })
}
