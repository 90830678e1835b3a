export interface Toast {
  id: number
  title: string
  text?: string | undefined
  tone: 'done' | 'plain' | 'problem'
  action?: { label: string; run: () => void } | undefined
}

/** One toast at a time: a newer one takes the place of the older. */
let current: Toast | null = null
let lastId = 0
const listeners = new Set<() => void>()

function set(next: Toast | null): void {
  current = next
  for (const listener of listeners) listener()
}

/** Shows a toast; returns its id. */
export function showToast(toast: Omit<Toast, 'id'>): number {
  lastId += 1
  set({ ...toast, id: lastId })
  return lastId
}

export const hideToast = (): void => set(null)

export const currentToast = (): Toast | null => current

export function onToast(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
