import type { AgendaItem } from '@/api/types'

/** How far an amount habit is, 0..1, for its bar; null for one without a target and for yes or no. */
export function progressOf(item: AgendaItem): number | null {
  if (item.measure !== 'amount' || !item.goal.target || item.state === 'done') return null
  return Math.min(1, item.window.done / item.goal.target)
}
