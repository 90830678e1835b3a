import { type QueryClient, infiniteQueryOptions, keepPreviousData, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { FOLLOW_MS, retryAfterError } from '@/api/retry'
import { withStepUp } from '@/api/step-up'
import type { AdminPerson, Pages, PauseKind, Role } from './admin-types'

const PEOPLE = ['admin', 'people']

/** How many people a page holds; with more there is a search. */
export const PEOPLE_PAGE = 20

/** Everybody on this server whose name or address has the words. */
export const peopleQuery = (words: string) =>
  infiniteQueryOptions({
    queryKey: [...PEOPLE, words],
    queryFn: ({ signal, pageParam }) => {
      const query = { state: 'all', limit: PEOPLE_PAGE, ...(words ? { q: words } : {}), ...(pageParam ? { cursor: pageParam } : {}) } as const
      return body(api.GET('/api/v1/admin/people', { params: { query }, signal }))
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: 'always',
    refetchInterval: (query) => retryAfterError(query) || FOLLOW_MS,
  })

type Change = (person: AdminPerson) => AdminPerson

/** Changes somebody wherever they are shown. */
function onPerson(cache: QueryClient, id: string, change: Change): void {
  cache.setQueriesData<Pages<AdminPerson>>({ queryKey: PEOPLE }, (data) => {
    if (!data) return data
    const pages = data.pages.map((page) => ({ ...page, items: page.items.map((one) => (one.id === id ? change(one) : one)) }))
    return { ...data, pages }
  })
}

const settled = (cache: QueryClient) => cache.invalidateQueries({ queryKey: ['admin'] })

export interface Pausing {
  id: string
  kind: PauseKind
  reason: string
}

/** Pauses an account: its person is signed out everywhere, at once. */
export function usePausePerson() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...pause }: Pausing) =>
      withStepUp(() => body(api.POST('/api/v1/admin/people/{person_id}/pause', { params: { path: { person_id: id } }, body: pause }))),
    onSuccess: (now) => onPerson(cache, now.id, () => now),
    onSettled: () => void settled(cache),
  })
}

/** Lets a paused person in again; shown at once, and taken back when it was refused. */
export function useResumePerson() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ id }: AdminPerson) => withStepUp(() => body(api.POST('/api/v1/admin/people/{person_id}/resume', { params: { path: { person_id: id } } }))),
    onMutate: ({ id }) => onPerson(cache, id, (one) => ({ ...one, pause: null })),
    onSuccess: (now) => onPerson(cache, now.id, () => now),
    onError: (_error, { id, pause }) => onPerson(cache, id, (one) => ({ ...one, pause })),
    onSettled: () => void settled(cache),
  })
}

/** Makes somebody an admin, or a member again. */
export function useSetRole() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ id, role }: { id: string; role: Role }) =>
      withStepUp(() => body(api.PUT('/api/v1/admin/people/{person_id}/role', { params: { path: { person_id: id } }, body: { role } }))),
    onSuccess: (now) => onPerson(cache, now.id, () => now),
    onSettled: () => void settled(cache),
  })
}

/** Ends every session of somebody. */
export function useSignOutPerson() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => withStepUp(() => body(api.POST('/api/v1/admin/people/{person_id}/sign-out', { params: { path: { person_id: id } } }))),
    onSettled: () => void settled(cache),
  })
}
