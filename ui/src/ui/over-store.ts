import { useSyncExternalStore } from 'react'

/** What lies over the page and can be called from anywhere: the search, or the list of shortcuts; one at a time. */
export type Over = 'search' | 'shortcuts'

let current: Over | null = null
const listeners = new Set<() => void>()

export function showOver(over: Over | null): void {
  current = over
  for (const listener of listeners) listener()
}

export const currentOver = (): Over | null => current

function onOver(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useOver = (): Over | null => useSyncExternalStore(onOver, currentOver)
