import { IconCheck } from '@tabler/icons-react'
import type { AgendaItem, DayAt } from '@/api/types'
import { dayAndMonth, number, weekdayName } from '@/i18n/format'
import { amountWithUnit, unitOf } from '@/i18n/amount-words'
import { type Translate, useWords } from '@/i18n/use-words'
import { hasSpan } from '@/lib/schedule'
import { clockText } from './clock-text'
import { isCounted, sum, tellsAmount } from './prediction'

interface StandingProps {
  item: AgendaItem
  day: DayAt
}

/** How much of the goal is reached: "5 of 8 glasses", "2 left until Sunday", "safe to skip today". */
export function Standing({ item, day }: StandingProps) {
  const { t, language } = useWords()
  const lapsed = item.look === 'lapsed'
  if (item.kind === 'quit') {
    return (
      <>
        {lapsed && <span>{t(isCounted(item) ? 'agenda.overLimit' : 'states.lapsed')}</span>}
        {isCounted(item) && <span>{limitWords(t, language, item)}</span>}
      </>
    )
  }
  return (
    <>
      {item.steps.length > 0 && item.ticked && item.state !== 'done' && (
        <span>{t('agenda.steps', { done: item.ticked.length, count: item.steps.length })}</span>
      )}
      {isCounted(item) && !item.goal.sums && (
        <span>
          {item.state === 'done' && <IconCheck size={16} stroke={2.4} className="habit-tick" aria-hidden />}
          {amountOfDay(t, language, item)}
        </span>
      )}
      {(hasSpan(item.goal.schedule) || item.goal.sums) && <Span item={item} day={day} />}
    </>
  )
}

/** What its week, month or window still needs, or holds. */
function Span({ item, day }: StandingProps) {
  const { t, language } = useWords()
  const { done, needed } = item.window
  const isRunning = day.date === day.today && item.look !== 'paused' && item.goal.schedule !== 'window'
  if (done < needed && isRunning) return <span>{leftWords(t, language, item, day)}</span>
  return (
    <span>
      {item.state === 'done' && item.goal.sums && <IconCheck size={16} stroke={2.4} className="habit-tick" aria-hidden />}
      {spanWords(t, language, item)}
    </span>
  )
}

/** That an open day may be left out without losing the goal. */
export function Needless({ item, isToday }: { item: AgendaItem; isToday: boolean }) {
  const { t } = useWords()
  const { done, needed, is_safe_to_skip: isSafe } = item.window
  const isOpen = item.kind === 'build' && item.state === 'none' && item.look !== 'paused' && hasSpan(item.goal.schedule)
  if (!isOpen || !isSafe || needed === 0) return null
  if (isToday) return <span>{t(done < needed ? 'agenda.safeToSkip' : 'agenda.notNeeded')}</span>
  return done >= needed ? <span>{t('agenda.notNeededThen')}</span> : null
}

/** "1 left until Sunday", "4 km left until 30 November", "1 left, today is the last day". */
export function leftWords(t: Translate, language: string, item: AgendaItem, { today }: DayAt): string {
  const { done, needed, last } = item.window
  const left = sum(needed, -done)
  const amount = tellsAmount(item) ? amountWithUnit(language, left, unitOf(t, item.measure, item.unit)) : number(left, language)
  if (last === today) return t('agenda.leftToday', { amount })
  const until = item.goal.schedule === 'weekly' ? weekdayName(last, language, 'long') : dayAndMonth(last, language)
  return t('agenda.leftUntil', { amount, until })
}

/** "2 of 3 this week", "18 of 20 km this month", "2 of 3 in 7 days". */
export function spanWords(t: Translate, language: string, item: AgendaItem): string {
  const { schedule, days } = item.goal
  const needed = tellsAmount(item) ? amountWithUnit(language, item.window.needed, unitOf(t, item.measure, item.unit)) : number(item.window.needed, language)
  const span = schedule === 'monthly' ? 'month' : schedule === 'weekly' ? 'week' : 'window'
  return t(`agenda.span.${span}`, { done: number(item.window.done, language), needed, days })
}

function amountOfDay(t: Translate, language: string, { amount, goal, measure, unit }: AgendaItem): string {
  const name = unitOf(t, measure, unit)
  const done = amount ?? 0
  if (goal.target === null) return amountWithUnit(language, done, name)
  const isTimed = measure === 'minutes' && !Number.isInteger(done)
  return t('agenda.amountOf', { done: isTimed ? clockText(Math.round(done * 60) * 1000) : number(done, language), needed: amountWithUnit(language, goal.target, name) })
}

/** "1 of 2 cups", "5 of 10 cups this week": how much of a limit is used up. */
export function limitWords(t: Translate, language: string, item: AgendaItem): string {
  return item.goal.sums ? spanWords(t, language, item) : amountOfDay(t, language, item)
}
