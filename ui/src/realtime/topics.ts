import type { LiveEvent } from './live-socket'

/** What a listener hears of an event: those of its topics that it asked for. */
export interface Moved {
  seq: number
  /** None: anything may have moved, so what is shown is to be read again. */
  topics: readonly string[]
}

type Listener = (moved: Moved) => void

const listeners = new Map<Listener, string>()

/**
 * Calls `listener` once for each event with a topic that is `prefix` or begins with `prefix:`, in the order in which they
 * happened, and once whenever anything may have moved; returns how to stop. A function can listen to one prefix.
 */
export function onTopic(prefix: string, listener: Listener): () => void {
  listeners.set(listener, prefix)
  return () => listeners.delete(listener)
}

/** Tells whoever listens. A listener that fails keeps nobody else from hearing. */
export function tell({ seq, topics }: Pick<LiveEvent, 'seq' | 'topics'>): void {
  for (const [listener, prefix] of [...listeners]) {
    const own = topics.filter((topic) => topic === prefix || topic.startsWith(`${prefix}:`))
    if (own.length === 0 && topics.length > 0) continue
    try {
      listener({ seq, topics: own })
    } catch (error) {
      reportError(error)
    }
  }
}
