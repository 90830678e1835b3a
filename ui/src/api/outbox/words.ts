import type { CheckOffRead } from '@/api/types'
import type { Item } from './items'

/** What tabs and the service worker tell each other about waiting changes. */
export type Word =
  | { kind: 'changed' }
  | { kind: 'added'; item: Item }
  | { kind: 'stored'; item: Item; answer: CheckOffRead }
  | { kind: 'drained' }

/** Tells the browser's other tabs, and hears them. Silent where there is no BroadcastChannel. */
export function makeChannel(onWord: (word: Word) => void): { say: (word: Word) => void } {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('habitus-outbox')
  channel?.addEventListener('message', ({ data }: MessageEvent<Word>) => onWord(data))
  return { say: (word) => channel?.postMessage(word) }
}
