import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { retryAfterError } from '@/api/retry'
import { figuresChanged } from '@/api/stale'
import { upload } from '@/api/upload'
import type { ImportRead } from '@/api/types'
import { type DateOrder, isWorking } from './import-types'

const LOOK_MS = 700
const ALL = ['imports']

/** While the server works on one it is looked at again and again, but not while nobody can see it. */
const whileWorking = (imports: ImportRead[]): number | false => (imports.some(isWorking) ? LOOK_MS : false)

export const importsQueries = {
  /** The newest twenty, newest first. */
  list: () =>
    queryOptions({
      queryKey: ALL,
      queryFn: async ({ signal }) => (await body(api.GET('/api/v1/imports', { signal }))).items,
      refetchInterval: (query) => retryAfterError(query) || whileWorking(query.state.data ?? []),
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: [...ALL, id],
      queryFn: async ({ signal, client }) => {
        const before = client.getQueryData<ImportRead>([...ALL, id])
        const now = await body(api.GET('/api/v1/imports/{import_id}', { params: { path: { import_id: id } }, signal }))
        if (before && before.state !== now.state) noteMove(client, now)
        return now
      },
      refetchInterval: (query) => retryAfterError(query) || whileWorking(query.state.data ? [query.state.data] : []),
    }),
}

/** An import has come a step further: the list of imports is old, and when it is done, so is every figure. */
function noteMove(cache: QueryClient, { state }: ImportRead): void {
  void cache.invalidateQueries({ queryKey: ALL, exact: true })
  if (state === 'done' || state === 'cancelled') void figuresChanged(cache)
}

function keep(cache: QueryClient, one: ImportRead): void {
  cache.setQueryData(importsQueries.one(one.id).queryKey, one)
  noteMove(cache, one)
}

/** Files sent from this tab, by their import: for sending one again with the order of its dates. */
const sent = new Map<string, File>()

/** The file of an import, as long as this tab still has it. */
export const fileOf = (id: string): File | null => sent.get(id) ?? null

export interface Sending {
  file: File
  order: DateOrder | undefined
  signal: AbortSignal
  onProgress: (share: number) => void
}

/** Sends a file to be read; nothing of it is stored before it is confirmed. */
export function useSendFile() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async ({ file, order, signal, onProgress }: Sending) => {
      const form = new FormData()
      form.append('file', file, file.name)
      if (order) form.append('date_order', order)
      return (await upload('/api/v1/imports', form, { signal, onProgress })) as ImportRead
    },
    onSuccess: (made, { file }) => {
      sent.set(made.id, file)
      keep(cache, made)
    },
  })
}

/** Stores what a file that was read holds. */
export function useConfirmImport() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => body(api.POST('/api/v1/imports/{import_id}/confirm', { params: { path: { import_id: id } } })),
    onSuccess: (now) => keep(cache, now),
    onError: () => void cache.invalidateQueries({ queryKey: ALL }),
  })
}

/** Gives up an import; what is stored of it already stays. */
export function useCancelImport() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => body(api.DELETE('/api/v1/imports/{import_id}', { params: { path: { import_id: id } } })),
    onSettled: () => void cache.invalidateQueries({ queryKey: ALL }),
  })
}
