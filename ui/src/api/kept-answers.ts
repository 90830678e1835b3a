import type { Query, QueryCache, QueryClient } from '@tanstack/react-query'
import { database } from './database'

/** What a start without a network needs; the first word of the keys of these queries. */
const KINDS = ['me', 'days', 'months', 'years', 'habits', 'pauses', 'starters', 'instance']

/** Answers of another release may have another shape. */
const RELEASE = 'release'

const KEPT_MS = 30 * 24 * 60 * 60_000

type AnyQuery = Pick<Query, 'queryHash' | 'queryKey' | 'state'>

/** The age of what comes from the device: it is shown, and asked for again at once. */
const RESTORED = 0

const isKept = ({ queryKey: [kind] }: AnyQuery): boolean => typeof kind === 'string' && KINDS.includes(kind)

/**
 * Puts the answers that this device keeps of a person into the cache, to be asked for again; those of anybody else, or of
 * another release, are forgotten. Resolves also when there are none.
 */
export async function restoreAnswers(cache: QueryClient, person: string | null, release: string): Promise<void> {
  try {
    const db = await database()
    if ((await db.get('facts', RELEASE)) !== release) {
      await db.clear('answers')
      await db.put('facts', release, RELEASE)
      return
    }
    const oldest = Date.now() - KEPT_MS
    for (const { hash, person: whose, key, data, at } of await db.getAll('answers')) {
      if (whose !== person || at < oldest) void db.delete('answers', hash)
      else if (cache.getQueryData(key) === undefined) cache.setQueryData(key, data, { updatedAt: RESTORED })
    }
  } catch {
    /* Nothing is kept here: the server is asked, as at a first start. */
  }
}

/** Forgets everything that is kept of what the server said. */
export async function forgetAnswers(): Promise<void> {
  try {
    await (await database()).clear('answers')
  } catch {
    /* Nothing was kept. */
  }
}

/** Keeps each new answer, a moment later and all in one go. `person` tells whose they are; null: nothing is kept. */
export function keepAnswers(answers: QueryCache, person: () => string | null): void {
  const changed = new Map<string, AnyQuery>()
  const write = () => {
    const whose = person()
    const queries = [...changed.values()]
    changed.clear()
    if (whose !== null) void keep(queries, whose)
  }
  answers.subscribe(({ type, query }: { type: string; query: AnyQuery }) => {
    if (type !== 'updated' || query.state.status !== 'success' || query.state.dataUpdatedAt === RESTORED || !isKept(query)) return
    if (changed.size === 0) setTimeout(write, 300)
    changed.set(query.queryHash, query)
  })
}

async function keep(queries: AnyQuery[], person: string): Promise<void> {
  try {
    const tx = (await database()).transaction('answers', 'readwrite')
    const puts = queries.map(({ queryHash: hash, queryKey: key, state }) =>
      tx.store.put({ hash, person, key, data: state.data, at: state.dataUpdatedAt }),
    )
    await Promise.all([...puts, tx.done])
  } catch {
    /* A full disk: the next start shows what was kept before. */
  }
}
