import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { outbox } from '@/api/outbox/outbox'
import * as session from '@/api/session'

export const instanceQuery = queryOptions({
  queryKey: ['instance'],
  queryFn: () => body(api.GET('/api/v1/instance')),
  staleTime: Infinity,
})

/** OAuth2 wants a form, the one exception to JSON. */
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }

interface Credentials {
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

export interface NewPerson extends Credentials {
  token: string
  name: string
  zone: string
  language: string
}

/** Makes the server's first person and signs them in. */
export function useSetUp() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async (person: NewPerson) => {
      session.begin(await body(api.POST('/api/v1/auth/setup', { body: { ...person, client: 'web' } })))
    },
    onSuccess: () => cache.removeQueries(),
    /* Somebody else may have used the link meanwhile. */
    onError: () => cache.invalidateQueries(instanceQuery),
  })
}

/** Signs out; the session ends in this browser's tabs even if the server cannot be told at once. */
export const useSignOut = () => useMutation({ mutationFn: session.leave })

/** Sends what waits on this device; false when something of this person is left, sent or not. */
export async function sendEverything(): Promise<boolean> {
  const isSent = await outbox.flush()
  const { parked, others } = outbox.view()
  return isSent && parked.length + others === 0
}
