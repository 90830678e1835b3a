import type { Query, QueryClient } from '@tanstack/react-query'
import { FIGURES } from '@/api/stale'

/** What an admin does, as told to the admin's other devices, and to those whom it is done to. */
const ADMIN = ['people', 'invites', 'jobs', 'errors', 'messages']

/** Which queries a topic is about: the first words of their keys. `any`: all of them. */
const KINDS: Record<string, readonly string[] | 'any' | undefined> = {
  entries: FIGURES,
  profile: 'any',
  sessions: ['sessions', 'security-log'],
  tokens: ['tokens', 'security-log'],
  consents: ['consents', 'outbound', 'security-log'],
  instance: ['instance', 'admin'],
  ...Object.fromEntries(ADMIN.map((topic) => [topic, ['admin', 'me']])),
}

/** Events of a burst, and what this tab reads again by itself, become one round. */
const TOGETHER_MS = 150
/** What is read while changes are on their way is old at once: it waits for them, up to a point. */
const PATIENCE_MS = 2_000
/** A round begins when the one before is over; a server that does not answer holds it up no longer. */
const ROUND_MS = 5_000

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

const wordOf = (topic: string): string => topic.split(':', 1)[0] ?? ''

/**
 * Reads again what events say has moved, as far as it is on the screen; the rest when it is next looked at. The server
 * tells after it has stored, so what was asked for after an event was heard has seen it, and is not read once more.
 * `isBusy` says whether changes of this tab are on their way.
 */
export function makeRereading(cache: QueryClient, isBusy: () => boolean) {
  /** Requests and events in the order in which they came. */
  let count = 0
  const asked = new WeakMap<object, number>()
  const answered = new WeakMap<object, number>()
  /** When each kind moved last. */
  let moved = new Map<string, number>()
  let running = false

  cache.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated') return
    const { action } = event
    const query: object = event.query
    if (action.type === 'fetch') asked.set(query, ++count)
    if (action.type === 'success' && !action.manual) answered.set(query, asked.get(query) ?? 0)
  })

  const isOld = (query: Query, since: Map<string, number>): boolean => {
    const at = Math.max(since.get('any') ?? 0, since.get(String(query.queryKey[0])) ?? 0)
    const seen = query.state.fetchStatus === 'fetching' ? asked : answered
    return at > (seen.get(query) ?? 0)
  }

  const round = async () => {
    const until = Date.now() + PATIENCE_MS
    do await pause(TOGETHER_MS)
    while (isBusy() && Date.now() < until)
    const since = moved
    moved = new Map()
    const reading = cache.invalidateQueries({ predicate: (query) => isOld(query, since) })
    await Promise.race([reading, pause(ROUND_MS)])
  }

  const run = async () => {
    running = true
    while (moved.size > 0) await round()
    running = false
  }

  return {
    /** Takes the topics of an event; none: anything may have moved. */
    hear: (topics: readonly string[]): void => {
      const kinds = topics.length > 0 ? topics.flatMap((topic) => KINDS[wordOf(topic)] ?? []) : ['any']
      count += 1
      for (const kind of kinds) moved.set(kind, count)
      if (!running && moved.size > 0) void run()
    },
    /** Forgets what was heard, of somebody whose answers are gone. */
    forget: () => moved.clear(),
  }
}
