/** Every time zone the browser knows, and `current` even when it does not know that one. */
export function zones(current: string): string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return Array.from(new Set(['UTC', ...known, current])).sort()
}
