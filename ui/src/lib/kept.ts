/**
 * What this browser remembers by itself, as text under `habitus.…`. Storage can be switched off or full: then a value
 * is kept until the page is closed, and nothing here ever throws.
 */
const PREFIX = 'habitus.'

const memory = new Map<string, string | null>()
const listeners = new Set<() => void>()

/** The text kept under a key; null when there is none. */
export function readKept(key: string): string | null {
  if (memory.has(key)) return memory.get(key) ?? null
  try {
    return localStorage.getItem(PREFIX + key)
  } catch {
    return null
  }
}

/** Keeps a text, or with null forgets it, and tells everybody who listens. */
export function keep(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(PREFIX + key)
    else localStorage.setItem(PREFIX + key, text)
    memory.delete(key)
  } catch {
    memory.set(key, text)
  }
  for (const listener of listeners) listener()
}

/** What was kept as JSON; null when there is nothing, or nothing that can be read. */
export function parsedKept(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

/** Calls `listener` after every change, also by another tab; returns how to stop. */
export function onKept(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}
