/** Whether the server answered when it was last asked, as far as this tab knows. */
let online = true
const listeners = new Set<() => void>()

export const isOnline = (): boolean => online

/** Called with every outcome of a request: any answer of our server is one. */
export function noteReached(reached: boolean): void {
  if (online === reached) return
  online = reached
  for (const listener of listeners) listener()
}

/** Whether this tab is told of everything that happens, as it happens. */
let live = false

export const isLive = (): boolean => live

export function noteLive(now: boolean): void {
  live = now
}

/** Calls `listener` whenever the server is lost or found again; returns how to stop. */
export function onConnection(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
