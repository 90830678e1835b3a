import type { GoalWrite, HabitRead, Kind, Measure, Pigment, Schedule, Section } from '@/api/types'
import { parseAmount, plainNumber } from '@/i18n/format'
import { AMOUNT_MAX, TARGET_MIN, hasSpan, isTooFine } from '@/lib/schedule'
import type { Day } from '@/lib/day'

/** How a habit is counted in the form: a checklist is a check with steps. */
export type Count = 'check' | 'steps' | 'amount' | 'minutes'

export interface Step {
  id: string
  name: string
}

/** A habit as the form holds it: numbers are still the text that was typed. */
export interface Draft {
  kind: Kind
  name: string
  question: string
  description: string
  count: Count
  target: string
  unit: string
  steps: Step[]
  schedule: Schedule
  times: string
  days: string
  weekdays: number[]
  perDay: boolean
  /** A day on which "every n days" falls; null for today. */
  anchor: Day | null
  section: Section
  color: Pigment
  icon: string
  category: string
  /** Separated by commas. */
  tags: string
  /** Days as typed; empty when none is chosen. */
  begins_on: string
  ends_on: string
  skip_budget: string
}

export const EMPTY_DRAFT: Draft = {
  kind: 'build',
  name: '',
  question: '',
  description: '',
  count: 'check',
  target: '',
  unit: '',
  steps: [],
  schedule: 'daily',
  times: '3',
  days: '7',
  weekdays: [1, 2, 3, 4, 5],
  perDay: false,
  anchor: null,
  section: 'anytime',
  color: 'heather',
  icon: 'check',
  category: '',
  tags: '',
  begins_on: '',
  ends_on: '',
  skip_budget: '',
}

/** A habit as it is, ready to be changed. */
export function draftOf(habit: HabitRead, language: string): Draft {
  const { goal, kind, name, question, description, unit, steps, section, color, icon, category } = habit
  return {
    ...EMPTY_DRAFT,
    kind, name, question, description, unit, steps, section, color, icon, category,
    count: habit.measure === 'check' && steps.length > 0 ? 'steps' : habit.measure,
    target: goal.target === null ? '' : plainNumber(goal.target, language),
    schedule: goal.schedule,
    times: goal.schedule === 'daily' ? EMPTY_DRAFT.times : String(goal.times),
    days: goal.days > 1 ? String(goal.days) : EMPTY_DRAFT.days,
    weekdays: goal.weekdays.length > 0 ? goal.weekdays : EMPTY_DRAFT.weekdays,
    perDay: goal.per_day,
    anchor: goal.anchor,
    tags: habit.tags.join(', '),
    begins_on: habit.begins_on,
    ends_on: habit.ends_on ?? '',
    skip_budget: habit.skip_budget === null ? '' : String(habit.skip_budget),
  }
}

const BUILD: Schedule[] = ['daily', 'weekdays', 'weekly', 'monthly', 'interval', 'window']
const QUIT_CHECK: Schedule[] = ['daily', 'weekdays']
const QUIT_AMOUNT: Schedule[] = ['daily', 'weekdays', 'weekly', 'monthly', 'window']

export const isCounted = ({ count }: Draft): boolean => count === 'amount' || count === 'minutes'

/** The rhythms that fit what is counted. */
export function schedulesFor(draft: Draft): Schedule[] {
  if (draft.kind === 'build') return BUILD
  return isCounted(draft) ? QUIT_AMOUNT : QUIT_CHECK
}

/** The draft with choices that do not fit each other put right, as the form shows and sends it. */
export function settled(draft: Draft): Draft {
  const count = draft.kind === 'quit' && draft.count === 'steps' ? 'check' : draft.count
  const next = { ...draft, count }
  const schedule = schedulesFor(next).includes(draft.schedule) ? draft.schedule : 'daily'
  return { ...next, schedule, perDay: draft.perDay && asksPerDay({ ...next, schedule }) }
}

/** Whether it can be asked for on so many days instead of as a sum. */
export const asksPerDay = (draft: Draft): boolean => draft.kind === 'build' && isCounted(draft) && hasSpan(draft.schedule)

/** Whether it says how many times. */
export const asksTimes = (draft: Draft): boolean => hasSpan(draft.schedule) && (draft.perDay || !isCounted(draft))

export const asksDays = ({ schedule }: Draft): boolean => schedule === 'interval' || schedule === 'window'

export const measureOf = ({ count }: Draft): Measure => (count === 'steps' ? 'check' : count)

export const DAYS_MAX = 365

/** The most times that fit into the rhythm; null while its days are not known. */
export function timesMax(draft: Draft): number | null {
  if (draft.schedule === 'weekly') return 7
  if (draft.schedule === 'monthly') return 31
  return whole(draft.days, 1, DAYS_MAX)
}

/** A whole number between two, or null. */
export function whole(text: string, least: number, most: number): number | null {
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN
  return value >= least && value <= most ? value : null
}

/** The target, read in `language`; null while it is missing or wrong. */
export function targetOf(draft: Draft, language: string): number | null {
  const target = parseAmount(draft.target, language)
  if (target === null || target > AMOUNT_MAX || isTooFine(target)) return null
  const least = draft.kind === 'quit' ? 0 : TARGET_MIN
  return target >= least ? target : null
}

/** The goal the draft stands for; null while something of it is missing or wrong. */
export function goalOf(typed: Draft, language: string): GoalWrite | null {
  const draft = settled(typed)
  const { schedule, weekdays, anchor } = draft
  const target = isCounted(draft) ? targetOf(draft, language) : undefined
  const times = asksTimes(draft) ? whole(draft.times, 1, timesMax(draft) ?? DAYS_MAX) : undefined
  const days = asksDays(draft) ? whole(draft.days, 2, DAYS_MAX) : undefined
  if (target === null || times === null || days === null || (schedule === 'weekdays' && weekdays.length === 0)) return null
  return {
    schedule,
    ...(target === undefined ? {} : { target }),
    ...(times === undefined ? {} : { times }),
    ...(days === undefined ? {} : { days }),
    ...(schedule === 'weekdays' ? { weekdays: [...weekdays].sort((a, b) => a - b) } : {}),
    ...(draft.perDay ? { per_day: true } : {}),
    ...(schedule === 'interval' && anchor ? { anchor } : {}),
  }
}

/** Tags without blanks and doubles. */
export const tagsOf = (text: string): string[] => Array.from(new Set(text.split(',').map((tag) => tag.trim()).filter(Boolean)))
