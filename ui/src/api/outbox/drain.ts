import { ApiProblem } from '@/api/problem'
import type { CheckOffRead } from '@/api/types'
import { type Item, refusalOf, verdictOn } from './items'
import type { Store } from './store'

/** How a round ended: nothing of the person waits any more, or why it stopped before. */
export type Ending = { kind: 'empty' } | { kind: 'stopped'; error: unknown } | { kind: 'signed-out' }

interface Round {
  store: Store
  /** Whose changes; others' stay. */
  person: string
  /** Whether that person is still the one who is signed in. */
  isCurrent: () => boolean
  send: (item: Item) => Promise<CheckOffRead>
  onStored: (item: Item, answer: CheckOffRead) => void
  onParked: (item: Item) => void
}

/** So many changes are read at once: with hundreds, reading each by itself takes longer than sending it. */
const AT_ONCE = 25

/**
 * Sends what waits, one after the other in the order of the taps. What is stored leaves the store; what the server
 * refuses is kept there as refused; at the first failure that may pass, the round stops and everything stays. Rejects
 * when the store fails.
 */
export async function drain(round: Round): Promise<Ending> {
  for (;;) {
    const batch = await round.store.next(round.person, AT_ONCE)
    if (!round.isCurrent()) return { kind: 'signed-out' }
    if (batch.length === 0) return { kind: 'empty' }
    const ending = await sendAll(round, batch)
    if (ending) return ending
  }
}

/** Does not wait for the store to forget each: if that were lost, it would be sent once more, which does no harm. */
async function sendAll(round: Round, batch: Item[]): Promise<Ending | null> {
  const removals: Promise<void>[] = []
  const remove = (item: Item) => {
    const removal = round.store.remove([item.seq])
    removal.catch(() => undefined)
    removals.push(removal)
  }
  let ending: Ending | null = null
  for (const item of batch) {
    ending = round.isCurrent() ? await sendOne(round, item, remove) : { kind: 'signed-out' }
    if (ending) break
  }
  await Promise.all(removals)
  return ending
}

async function sendOne({ store, send, onStored, onParked }: Round, item: Item, remove: (item: Item) => void): Promise<Ending | null> {
  let answer: CheckOffRead
  try {
    answer = await send(item)
  } catch (error) {
    const failures = item.failures + 1
    const verdict = verdictOn(error, failures)
    if (verdict === 'signed-out') return { kind: 'signed-out' }
    if (verdict === 'wait' || !(error instanceof ApiProblem)) {
      if (error instanceof ApiProblem && error.status === 500) await store.replace({ ...item, failures })
      return { kind: 'stopped', error }
    }
    const parked = { ...item, refusal: refusalOf(error) }
    /* Gone, where another tab without locks has had it stored. */
    if (await store.replace(parked)) onParked(parked)
    return null
  }
  remove(item)
  onStored(item, answer)
  return null
}

/** One tab, or the service worker, at a time. Without locks (plain http) the server tells repeated changes apart. */
export function alone<T>(task: () => Promise<T>): Promise<T> {
  const locks = navigator.locks as LockManager | undefined
  return locks ? (locks.request('habitus-outbox', task) as Promise<T>) : task()
}
