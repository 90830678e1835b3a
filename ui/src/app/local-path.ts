/** A path inside this app, to go on to after signing in; null for anything that could lead elsewhere. */
export function localPath(value: unknown): string | null {
  if (typeof value !== 'string' || !value.startsWith('/')) return null
  const url = new URL(value, location.origin)
  if (url.origin !== location.origin || value.startsWith('//')) return null
  return url.pathname + url.search
}
