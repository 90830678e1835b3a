/** How often: `times` in any `days` days, or an amount of `target` summed over them. */
export interface Frequency {
  times: number
  days: number
}

/** Which plain sentence says a frequency; the words themselves live in the i18n files under `schedule`. */
export type FrequencyWords = 'daily' | 'weekly' | 'monthly' | 'every' | 'window'

export function frequencyWords({ times, days }: Frequency): FrequencyWords {
  if (times >= days) return 'daily'
  if (days === 7) return 'weekly'
  if (days === 30 || days === 31) return 'monthly'
  return times === 1 ? 'every' : 'window'
}

/** The same for a summed amount, where only the length of the window counts. */
export const amountWords = (days: number): FrequencyWords => frequencyWords({ times: 1, days })

/** The largest amount the server takes. */
export const AMOUNT_MAX = 1_000_000_000

/** The smallest target the form takes: below it, a day would read as nothing at all. */
export const TARGET_MIN = 0.001

/** Whether an amount has more decimals than the six that are kept. */
export const isTooFine = (amount: number): boolean => Number(amount.toFixed(6)) !== amount

/**
 * How much one tap adds: 1, a round number where single steps would be silly (a tenth of a large target), or the whole
 * target where that is less than 1.
 */
export function stepFor(target: number | null): number {
  if (target === null) return 1
  if (target <= 30) return Math.min(1, target)
  const tenth = target / 10
  const magnitude = 10 ** Math.floor(Math.log10(tenth))
  const lead = tenth / magnitude
  return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * magnitude
}
