import { ApiProblem } from '@/api/problem'
import { currentToast, showToast } from '@/ui/toast-store'
import type { PendingWrite } from './overlay'

/** The toast that offers to send refused writes again, and those writes in the order of their taps. */
let offer: { toast: number; writes: PendingWrite[] } = { toast: 0, writes: [] }

/** Whether that toast is on the screen: what went well must not push it away. */
export const isOffering = (): boolean => currentToast()?.id === offer.toast

interface Words {
  title: (count: number) => string
  text: string
  again: string
}

/**
 * Says that a write was not saved. Where trying again can help, it offers to send it once more, with all others that
 * were not saved since; each keeps its own id, so that the server counts none twice.
 */
export function tellRefused(error: Error, write: PendingWrite, words: Words, send: (write: PendingWrite) => void): void {
  if (error instanceof ApiProblem && error.status < 500) {
    showToast({ tone: 'problem', title: words.title(1), text: words.text })
    return
  }
  const writes = isOffering() ? [...offer.writes, write] : [write]
  const action = { label: words.again, run: () => writes.forEach(send) }
  offer = { toast: showToast({ tone: 'problem', title: words.title(writes.length), text: words.text, action }), writes }
}
