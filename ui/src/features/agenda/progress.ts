import type { AgendaItem } from '@/api/types'
import { hasSpan } from '@/lib/schedule'

/** How far a habit is, 0..1, for its bar; null for a yes or no of one day, for a limit, and for what is done. */
export function progressOf(item: AgendaItem): number | null {
  if (item.kind === 'quit' || item.state === 'done') return null
  const { goal, window, steps, ticked } = item
  if (steps.length > 0) return (ticked ?? []).length / steps.length
  if (goal.target && !goal.sums) return Math.min(1, (item.amount ?? 0) / goal.target)
  return (hasSpan(goal.schedule) || goal.target) && window.done < window.needed ? window.done / window.needed : null
}
