import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { outbox } from '@/api/outbox/outbox'
import { knownPerson } from '@/api/person'
import * as session from '@/api/session'

export const instanceQuery = queryOptions({
  queryKey: ['instance'],
  queryFn: () => body(api.GET('/api/v1/instance')),
  staleTime: Infinity,
})

/** Whether somebody is signed in in this browser. */
export const signedInQuery = queryOptions({
  queryKey: ['signed-in'],
  queryFn: async () => knownPerson() !== null && (await session.ensureSession()),
  staleTime: 0,
})

/** What an invitation offers; refused with `invite_invalid` when it is used, taken back, over or none of ours. */
export const inviteQuery = (token: string) =>
  queryOptions({
    queryKey: ['invite', token],
    queryFn: () => body(api.POST('/api/v1/auth/invites/look', { body: { token } })),
    enabled: token !== '',
  })

/** OAuth2 wants a form, the one exception to JSON. */
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }

export interface Credentials {
  email: string
  password: string
}

/** Signs in; the refresh token comes back as a cookie. */
export function useSignIn() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async ({ email, password }: Credentials) => {
      const form = { grant_type: 'password', username: email, password, scope: '', client_id: 'web' }
      session.begin(await body(api.POST('/api/v1/auth/token', { body: form, headers: FORM })))
    },
    onSuccess: () => cache.removeQueries(),
  })
}

/** Lets somebody in again who was signed in when their account was paused; false when they have to sign in. */
export const useTryAgain = () => useMutation({ mutationFn: session.refresh })

export interface NewPerson extends Credentials {
  name: string
  zone: string
  language: string
}

/** Makes the server's first person, with the token of the set-up link, and signs them in. */
export function useSetUp(token: string) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async (person: NewPerson) => {
      session.begin(await body(api.POST('/api/v1/auth/setup', { body: { ...person, token, client: 'web' } })))
    },
    onSuccess: () => cache.removeQueries(),
    /* Somebody else may have used the link meanwhile. */
    onError: () => cache.invalidateQueries(instanceQuery),
  })
}

/** Makes an account and signs in; `invite` is the token of an invitation, null where everybody may join. */
export function useSignUp(invite: string | null) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async (person: NewPerson) => {
      session.begin(await body(api.POST('/api/v1/auth/sign-up', { body: { ...person, invite, client: 'web' } })))
    },
    onSuccess: () => cache.removeQueries(),
    /* Somebody else may have used the invitation meanwhile, or nobody is let in any more. */
    onError: () => Promise.all([cache.invalidateQueries({ queryKey: ['invite'] }), cache.invalidateQueries(instanceQuery)]),
  })
}

/** Confirms with the password that it is the person; the session goes on as a new one. */
export const useConfirm = () =>
  useMutation({
    mutationFn: async (password: string) => session.begin(await body(api.POST('/api/v1/auth/step-up', { body: { password } }))),
  })

/** Signs out; the session ends in this browser's tabs even if the server cannot be told at once. */
export const useSignOut = () => useMutation({ mutationFn: session.leave })

/** Sends what waits on this device; false when something of this person is left, sent or not. */
export async function sendEverything(): Promise<boolean> {
  const isSent = await outbox.flush()
  const { parked, others } = outbox.view()
  return isSent && parked.length + others === 0
}
