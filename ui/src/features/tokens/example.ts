import type { TokenScope } from '@/api/types'

/**
 * A line for a terminal that uses a token for what it may do; null when this release has nothing yet that it may.
 * HABIT stands for a habit's id, the last part of the address of its page.
 */
export function exampleOf(secret: string, scopes: readonly TokenScope[], zone: string): string | null {
  const api = `${location.origin}/api/v1`
  const who = `-H 'Authorization: Bearer ${secret}'`
  if (scopes.includes('check-in')) {
    const tap = `{\\"state\\":\\"done\\",\\"tapped_at\\":\\"$(date -u +%FT%TZ)\\",\\"zone\\":\\"${zone}\\"}`
    return `curl -X PUT ${who} -H 'Content-Type: application/json' -d "${tap}" ${api}/habits/HABIT/entries/$(date +%F)`
  }
  return scopes.includes('read') ? `curl ${who} ${api}/today` : null
}
