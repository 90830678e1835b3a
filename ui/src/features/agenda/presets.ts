import type { AgendaItem } from '@/api/types'
import { keep, readKept } from '@/lib/kept'
import { sum } from './prediction'

/** How many amounts are offered at most. */
const OFFERED = 4

const MINUTES = [5, 10, 15, 20, 30, 45, 60, 90]

/** Below it, halves of a thing are rarely counted; from it on, and below 1, 2.5 is as round as 2 or 5. */
const FINE_FROM = 100

/** The round number next below: 1, 2, 5 (and 2.5 for what is finely divided) times a power of ten. */
export function roundDown(value: number): number {
  if (value <= 0) return 0
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9)
  const leads = value >= FINE_FROM || value < 1 ? [5, 2.5, 2, 1] : [5, 2, 1]
  const lead = leads.find((one) => one * power <= value * (1 + 1e-9)) ?? 1
  return Number((lead * power).toFixed(6))
}

/**
 * Amounts to add by one tap, smallest first: about an eighth and a quarter of the target (250 and 500 of 2,000 ml), what
 * is still missing, and what was added last. Minutes come as people time themselves.
 */
export function presets(item: AgendaItem, step: number, last: number | null): number[] {
  const target = item.goal.target ?? 0
  const missing = item.kind === 'build' ? sum(target, -(item.amount ?? 0)) : 0
  const usual = item.measure === 'minutes' ? MINUTES.filter((one) => one <= Math.max(target, step)).slice(-3) : [roundDown(target / 8), roundDown(target / 4)]
  const parts = usual.map((one) => (step >= 1 && target >= 1 && one < 1 ? step : one))
  const wanted = [last ?? 0, item.goal.sums ? 0 : missing, ...parts, step]
  const offered = [...new Set(wanted.filter((one) => one > 0))].slice(0, OFFERED)
  return offered.sort((a, b) => a - b)
}

const keyOf = (habit: string): string => `amount.${habit}`

/** The amount that was last added to a habit on this device; null when none was. */
export const lastAdded = (habit: string): number | null => Number(readKept(keyOf(habit))) || null

export const rememberAdded = (habit: string, amount: number): void => keep(keyOf(habit), String(amount))
