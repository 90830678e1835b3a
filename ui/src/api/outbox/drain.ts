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

/**
 * Sends what waits, one after the other in the order of the taps. What is stored leaves the store; what the server
 * refuses is kept there as refused; at the first failure that may pass, the round stops and everything stays.
 */
export async function drain(round: Round): Promise<Ending> {
  for (;;) {
    const next = await round.store.next(round.person)
    if (!round.isCurrent()) return { kind: 'signed-out' }
    if (!next) return { kind: 'empty' }
    const ending = await sendOne(round, next)
    if (ending) return ending
  }
}

async function sendOne({ store, send, onStored, onParked }: Round, item: Item): Promise<Ending | null> {
  try {
    const answer = await send(item)
    await store.remove([item.seq])
    onStored(item, answer)
    return null
  } catch (error) {
    const failures = item.failures + 1
    const verdict = verdictOn(error, failures)
    if (verdict === 'signed-out') return { kind: 'signed-out' }
    if (verdict === 'wait' || !(error instanceof ApiProblem)) {
      if (error instanceof ApiProblem && error.status === 500) await store.replace({ ...item, failures })
      return { kind: 'stopped', error }
    }
    const parked = { ...item, refusal: refusalOf(error) }
    await store.replace(parked)
    onParked(parked)
    return null
  }
}

/** One tab, or the service worker, at a time. Without locks (plain http) the server tells repeated changes apart. */
export function alone<T>(task: () => Promise<T>): Promise<T> {
  const locks = navigator.locks as LockManager | undefined
  return locks ? (locks.request('habitus-outbox', task) as Promise<T>) : task()
}
