/** What the server says about a pause: `since` (an instant), `kind`, and where they are known `reason` and `by`. */
export type Pause = Record<string, string>

/** Outlives a reload: until the server says otherwise nothing of the person is shown. */
const STORED = 'habitus.pause'

let current = stored()
const listeners = new Set<() => void>()

function stored(): Pause | null {
  try {
    return JSON.parse(localStorage.getItem(STORED) ?? 'null') as Pause | null
  } catch {
    return null
  }
}

function set(next: Pause | null): void {
  const isNews = next !== null && current === null
  current = next
  try {
    if (next) localStorage.setItem(STORED, JSON.stringify(next))
    else localStorage.removeItem(STORED)
  } catch {
    /* Storage can be switched off: then the next start hears it from the server. */
  }
  if (isNews) for (const listener of listeners) listener()
}

/** The pause of the account that is signed in here; null when there is none. */
export const currentPause = (): Pause | null => current

/** Notes that the account is paused. */
export const notePause = (pause: Pause): void => set(pause)

/** The server lets somebody in again, or nobody is signed in any more. */
export function forgetPause(): void {
  if (current) set(null)
}

/** Calls `listener` when an account turns out to be paused; returns how to stop. */
export function onPause(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
