import type { Item } from '@/api/outbox/items'
import { outbox } from '@/api/outbox/outbox'

/** Sends refused changes once more. */
export const retry = (items: readonly Item[]): Promise<void> => outbox.retry(items)

/** Sends what waits; true when nothing waits any more. */
export const sendNow = (): Promise<boolean> => outbox.flush()

/** Gives changes up; returns how to take that back. */
export async function discard(items: readonly Item[]): Promise<() => void> {
  await outbox.discard(items)
  return () => void outbox.keepAgain(items)
}
