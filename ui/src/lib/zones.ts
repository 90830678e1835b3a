/** Every time zone the browser knows, and `current` even when it does not know that one. */
export function zones(current: string): string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return Array.from(new Set(['UTC', ...known, current])).sort()
}

/** "Buenos Aires" of America/Argentina/Buenos_Aires. */
export const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

/** "America, Argentina" of America/Argentina/Buenos_Aires; empty for a zone of one word. */
export const regionOf = (zone: string): string => zone.split('/').slice(0, -1).join(', ').replaceAll('_', ' ')

/** Small letters without accents, so that "reunion" finds Réunion. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

export interface ZoneNames {
  zone: string
  /** Everything it can be found by, plain. */
  words: string
}

/**
 * The zones in which every word of `query` is found, those whose city begins with it first, otherwise in their order;
 * all of them for an empty one.
 */
export function matchingZones(all: readonly ZoneNames[], query: string): string[] {
  const asked = plain(query).split(/[\s/,]+/).filter(Boolean)
  const found = all.filter(({ words }) => asked.every((word) => words.includes(word))).map(({ zone }) => zone)
  const [first = ''] = asked
  const begins = (zone: string): boolean => first !== '' && plain(cityOf(zone)).startsWith(first)
  return [...found.filter(begins), ...found.filter((zone) => !begins(zone))]
}
