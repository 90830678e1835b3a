import { reading, writing } from './database'

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
export function notePerson(id: string): void {
  try {
    localStorage.setItem(STORED, id)
  } catch {
    /* Storage can be switched off: then the next start asks the server. */
  }
  void noteForWorker(() => id)
}

/** Forgets that this person is signed in; somebody else who signed in meanwhile stays noted. */
export function forgetPerson(id: string): void {
  try {
    if (localStorage.getItem(STORED) === id) localStorage.removeItem(STORED)
  } catch {
    /* Nothing was noted. */
  }
  void noteForWorker((noted) => (noted === id ? undefined : noted))
}

async function noteForWorker(change: (noted: string | undefined) => string | undefined): Promise<void> {
  try {
    await writing('facts', async (store) => {
      const id = change(await store.get(STORED))
      await (id === undefined ? store.delete(STORED) : store.put(id, STORED))
    })
  } catch {
    /* No database: then there is no service worker to tell either. */
  }
}

/** Kept from the wish to sign out until the server knows: without a network the cookie outlives the page. */
const LEAVING = 'habitus.leaving'

/** Whether somebody signed out here whom the server still takes for signed in. */
export function isLeaving(): boolean {
  try {
    return localStorage.getItem(LEAVING) !== null
  } catch {
    return false
  }
}

/** Notes that somebody signs out, or that this is over. */
export function noteLeaving(leaving: boolean): void {
  if (leaving === isLeaving()) return
  try {
    if (leaving) localStorage.setItem(LEAVING, 'yes')
    else localStorage.removeItem(LEAVING)
  } catch {
    /* Storage can be switched off: then only the server can be told, now. */
  }
}

/** Who is signed in, for the service worker. */
export const personForWorker = async (): Promise<string | null> => (await reading('facts', (store) => store.get(STORED))) ?? null

/** The person an access token speaks for (its `sub`); null for something that is no such token. */
export function personOf(token: string): string | null {
  try {
    const claims: unknown = JSON.parse(atob((token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')))
    return typeof claims === 'object' && claims !== null && 'sub' in claims && typeof claims.sub === 'string' ? claims.sub : null
  } catch {
    return null
  }
}
