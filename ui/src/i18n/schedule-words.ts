import { type Asked, hasSpan } from '@/lib/schedule'
import { amountWithUnit } from './amount-words'
import { weekdayList } from './format'
import type { Translate } from './use-words'

/** "Every day", "3 times a week", "At most 2 cups a day": a goal in plain words. */
export function scheduleWords(t: Translate, language: string, asked: Asked, unit: string | null): string {
  const { schedule, times, days } = asked
  const weekdays = weekdayList(asked.weekdays, language)
  if (asked.target === null) {
    if (asked.kind === 'quit') return t(schedule === 'weekdays' ? 'schedule.quit.weekdays' : 'schedule.quit.daily', { weekdays })
    return t(`schedule.check.${schedule}`, { count: times, days, weekdays })
  }
  const amount = amountWords(t, language, asked, unit)
  const gaps = { amount, count: times, days, weekdays }
  return asked.perDay && hasSpan(schedule) ? t(`schedule.perDay.${schedule}`, gaps) : t(`schedule.amount.${schedule}`, gaps)
}

function amountWords(t: Translate, language: string, { kind, target }: Asked, unit: string | null): string {
  const amount = amountWithUnit(language, target ?? 0, unit)
  return kind === 'quit' ? t('schedule.atMost', { amount }) : amount
}

/** One sentence that says when the habit is due, or counts as done. */
export function scheduleMeaning(t: Translate, language: string, asked: Asked, unit: string | null): string {
  const { schedule, target, times, days } = asked
  const amount = amountWithUnit(language, target ?? 0, unit)
  if (asked.kind === 'quit') {
    if (target === null) return t('schedule.meaning.quit')
    return t(hasSpan(schedule) ? 'schedule.meaning.limitSpan' : 'schedule.meaning.limit', { amount })
  }
  if (target === null) return t(`schedule.meaning.check.${schedule}`, { count: times, days })
  if (!hasSpan(schedule)) return t('schedule.meaning.amount', { amount })
  if (asked.perDay) return t('schedule.meaning.perDay', { amount })
  return t(`schedule.meaning.sum.${schedule}`, { amount, days })
}
