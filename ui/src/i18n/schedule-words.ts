import { type Frequency, amountWords, frequencyWords } from '@/lib/schedule'
import { number } from './format'
import type { Translate } from './use-words'

export interface Schedule extends Frequency {
  target?: number | null | undefined
}

/** "Every day", "3 times a week", "20 km a week": a goal in plain words. */
export function scheduleWords(t: Translate, language: string, goal: Schedule, unit: string | null): string {
  if (goal.target == null) return t(`schedule.check.${frequencyWords(goal)}`, { count: goal.times, days: goal.days })
  const amount = amountWithUnit(language, goal.target, unit)
  return t(`schedule.amount.${amountWords(goal.days)}`, { amount, days: goal.days })
}

/** One sentence that says when the habit counts as done. */
export function scheduleMeaning(t: Translate, language: string, goal: Schedule, unit: string | null): string {
  if (goal.target != null) {
    const amount = amountWithUnit(language, goal.target, unit)
    return goal.days === 1 ? t('schedule.meaning.amountDaily', { amount }) : t('schedule.meaning.amount', { amount, days: goal.days })
  }
  if (goal.times >= goal.days) return t('schedule.meaning.daily')
  return t('schedule.meaning.check', { count: goal.times, days: goal.days })
}

export function amountWithUnit(language: string, amount: number, unit: string | null): string {
  const figure = number(amount, language)
  return unit ? `${figure}\u00a0${unit}` : figure
}
