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

/** How much one tap adds: 1, or a round number where single steps would be silly (a tenth of a large target). */
export function stepFor(target: number | null): number {
  if (target === null || target <= 30) return 1
  const tenth = target / 10
  const magnitude = 10 ** Math.floor(Math.log10(tenth))
  const lead = tenth / magnitude
  return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * magnitude
}
