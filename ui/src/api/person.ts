import { database } from './database'

/** Under which name this browser notes who is signed in; no secret, just an id. */
const STORED = 'habitus.person'

/** Who was signed in here last, as far as this browser remembers: the app may start with what it keeps of them. */
export function knownPerson(): string | null {
  try {
    return localStorage.getItem(STORED)
  } catch {
    return null
  }
}

/** Notes who is signed in, for the next start and for the service worker, which has no localStorage. */
export function notePerson(id: string | null): void {
  try {
    if (id === null) localStorage.removeItem(STORED)
    else localStorage.setItem(STORED, id)
  } catch {
    /* Storage can be switched off: then the next start asks the server. */
  }
  void noteForWorker(id)
}

async function noteForWorker(id: string | null): Promise<void> {
  try {
    const db = await database()
    await (id === null ? db.delete('facts', STORED) : db.put('facts', id, STORED))
  } catch {
    /* No database: then there is no service worker to tell either. */
  }
}

/** Who is signed in, for the service worker. */
export const personForWorker = async (): Promise<string | null> => (await (await database()).get('facts', STORED)) ?? null

/** The person an access token speaks for (its `sub`); null for something that is no such token. */
export function personOf(token: string): string | null {
  try {
    const claims: unknown = JSON.parse(atob((token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')))
    return typeof claims === 'object' && claims !== null && 'sub' in claims && typeof claims.sub === 'string' ? claims.sub : null
  } catch {
    return null
  }
}
