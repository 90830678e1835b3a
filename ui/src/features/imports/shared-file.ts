/** Where the service worker puts a file that another app shares with this one. */
const CACHE = 'habitus-shared'
const KEY = '/shared-file'

/** Takes the shared file away and returns it; null when there is none. */
export async function takeSharedFile(): Promise<File | null> {
  /* Not there on plain http, whatever the types say. */
  const storage = globalThis.caches as CacheStorage | undefined
  if (!storage || !(await storage.has(CACHE))) return null
  const cache = await storage.open(CACHE)
  const response = await cache.match(KEY)
  if (!response) return null
  const content = await response.blob()
  await cache.delete(KEY)
  return new File([content], nameIn(response.headers), { type: content.type })
}

function nameIn(headers: Headers): string {
  const name = headers.get('X-File-Name') ?? ''
  try {
    return decodeURIComponent(name) || KEY.slice(1)
  } catch {
    return name
  }
}
