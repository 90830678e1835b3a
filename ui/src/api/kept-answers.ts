import type { Query, QueryCache, QueryClient } from '@tanstack/react-query'
import { type KeptAnswer, database } from './database'

/** What a start without a network needs; the first word of the keys of these queries. */
const KINDS = ['me', 'days', 'months', 'years', 'habits', 'pauses', 'starters', 'instance']

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
  const oldest = Date.now() - KEPT_MS
  const isFit = (answer: KeptAnswer) => answer.person === person && answer.release === release && answer.at >= oldest
  try {
    const db = await database()
    for (const answer of await db.getAll('answers')) {
      const { hash, key, data } = answer
      if (!isFit(answer)) void db.delete('answers', hash)
      else if (cache.getQueryData(key) === undefined) cache.setQueryData(key, data, { updatedAt: RESTORED })
    }
  } catch {
    /* Nothing is kept here: the server is asked, as at a first start. */
  }
}

/** Changes answers of a kind that are kept of a person: `change` gives the new one, or the same. */
export async function changeAnswers(person: string, kind: string, change: (data: unknown) => unknown): Promise<void> {
  const tx = (await database()).transaction('answers', 'readwrite')
  for (const answer of await tx.store.getAll()) {
    const data = answer.person === person && answer.key[0] === kind ? change(answer.data) : answer.data
    if (data !== answer.data) void tx.store.put({ ...answer, data })
  }
  await tx.done
}

/** Forgets what is kept of what the server said to these people. */
export async function forgetAnswers(isUnwanted: (person: string) => boolean): Promise<void> {
  try {
    const tx = (await database()).transaction('answers', 'readwrite')
    for (const { hash, person } of await tx.store.getAll()) if (isUnwanted(person)) void tx.store.delete(hash)
    await tx.done
  } catch {
    /* Nothing was kept. */
  }
}

interface Keeping {
  /** Whose answers they are; null: nothing is kept. */
  person: () => string | null
  release: string
}

/** Keeps each new answer, a moment later and all in one go. */
export function keepAnswers(answers: QueryCache, { person, release }: Keeping): void {
  const changed = new Map<string, AnyQuery>()
  const write = (whose: string | null) => {
    const queries = [...changed.values()]
    changed.clear()
    if (whose !== null && whose === person()) void keep(queries, whose, release)
  }
  answers.subscribe(({ type, query }: { type: string; query: AnyQuery }) => {
    if (type !== 'updated' || query.state.status !== 'success' || query.state.dataUpdatedAt === RESTORED || !isKept(query)) return
    if (changed.size === 0) setTimeout(write, 300, person())
    changed.set(query.queryHash, query)
  })
}

async function keep(queries: AnyQuery[], person: string, release: string): Promise<void> {
  try {
    const tx = (await database()).transaction('answers', 'readwrite')
    const puts = queries.map(({ queryHash: hash, queryKey: key, state }) =>
      tx.store.put({ hash, person, release, key, data: state.data, at: state.dataUpdatedAt }),
    )
    await Promise.all([...puts, tx.done])
  } catch {
    /* A full disk: the next start shows what was kept before. */
  }
}
