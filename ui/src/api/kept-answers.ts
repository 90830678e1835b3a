import type { Query, QueryCache, QueryClient } from '@tanstack/react-query'
import { type KeptAnswer, reading, writing } from './database'

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
    const answers = await reading('answers', (store) => store.getAll())
    for (const { key, data } of answers.filter(isFit)) {
      if (cache.getQueryData(key) === undefined) cache.setQueryData(key, data, { updatedAt: RESTORED })
    }
    if (!answers.every(isFit)) void dropAnswers((answer) => !isFit(answer))
  } catch {
    /* Nothing is kept here: the server is asked, as at a first start. */
  }
}

/** Changes answers of a kind that are kept of a person: `change` gives the new one, or the same. */
export const changeAnswers = (person: string, kind: string, change: (data: unknown) => unknown): Promise<void> =>
  writing('answers', async (store) => {
    const own = (await store.getAll()).filter((answer) => answer.person === person && answer.key[0] === kind)
    const changed = own.map((answer) => ({ ...answer, data: change(answer.data) })).filter(({ data }, place) => data !== own[place]?.data)
    await Promise.all(changed.map((answer) => store.put(answer)))
  })

/** Forgets what is kept of what the server said to these people. */
export const forgetAnswers = (isUnwanted: (person: string) => boolean): Promise<void> => dropAnswers(({ person }) => isUnwanted(person))

async function dropAnswers(isUnwanted: (answer: KeptAnswer) => boolean): Promise<void> {
  try {
    await writing('answers', async (store) => {
      const unwanted = (await store.getAll()).filter(isUnwanted)
      await Promise.all(unwanted.map(({ hash }) => store.delete(hash)))
    })
  } catch {
    /* Nothing was kept. */
  }
}

interface Keeping {
  /** Whose answers they are; null: nothing is kept. */
  person: () => string | null
  release: string
}

/** Keeps each new answer, a moment later and all in one go. An answer of whoever was here before is not kept. */
export function keepAnswers(answers: QueryCache, { person, release }: Keeping): void {
  const changed = new Map<string, { query: AnyQuery; whose: string | null }>()
  const write = () => {
    const current = person()
    const queries = [...changed.values()].filter(({ whose }) => whose === current).map(({ query }) => query)
    changed.clear()
    if (current !== null) void keep(queries, current, release)
  }
  answers.subscribe(({ type, query }: { type: string; query: AnyQuery }) => {
    if (type !== 'updated' || query.state.status !== 'success' || query.state.dataUpdatedAt === RESTORED || !isKept(query)) return
    if (changed.size === 0) setTimeout(write, 300)
    changed.set(query.queryHash, { query, whose: person() })
  })
}

async function keep(queries: AnyQuery[], person: string, release: string): Promise<void> {
  try {
    await writing('answers', (store) =>
      Promise.all(
        queries.map(({ queryHash: hash, queryKey: key, state }) =>
          store.put({ hash, person, release, key, data: state.data, at: state.dataUpdatedAt }),
        ),
      ),
    )
  } catch {
    /* A full disk: the next start shows what was kept before. */
  }
}
