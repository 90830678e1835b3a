import type { HabitCreate, Pigment, Section } from '@/api/types'
import { parseAmount } from '@/i18n/format'
import { AMOUNT_MAX, TARGET_MIN, isTooFine } from '@/lib/schedule'
import type { HabitIconName } from '@/ui/icons'

export type Rhythm = 'daily' | 'weekly' | 'monthly' | 'custom'

/** A habit as the form holds it: numbers are still the text that was typed. */
export interface Draft {
  name: string
  question: string
  measure: 'check' | 'amount'
  target: string
  unit: string
  rhythm: Rhythm
  times: string
  days: string
  section: Section
  color: Pigment
  icon: HabitIconName
}

export const EMPTY_DRAFT: Draft = {
  name: '',
  question: '',
  measure: 'check',
  target: '',
  unit: '',
  rhythm: 'daily',
  times: '3',
  days: '7',
  section: 'anytime',
  color: 'heather',
  icon: 'check',
}

const DAYS: Record<Exclude<Rhythm, 'custom'>, number> = { daily: 1, weekly: 7, monthly: 30 }
const MAX_DAYS = 365

export const windowOf = (draft: Draft): number | null =>
  draft.rhythm === 'custom' ? whole(draft.days, MAX_DAYS) : DAYS[draft.rhythm]

/** A whole number from 1 to `max`, or null. */
function whole(text: string, max: number): number | null {
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN
  return value >= 1 && value <= max ? value : null
}

export interface DraftGoal {
  times: number
  days: number
  target?: number
}

/** The goal the draft stands for, its numbers read in `language`; null while one is missing or wrong. */
export function goalOf(draft: Draft, language: string): DraftGoal | null {
  const days = windowOf(draft)
  if (days === null) return null
  if (draft.measure === 'amount') {
    const target = parseAmount(draft.target, language)
    return target && !faultOfTarget(target) ? { times: 1, days, target } : null
  }
  const times = draft.rhythm === 'daily' ? 1 : whole(draft.times, days)
  return times === null ? null : { times, days }
}

/** The key of what is wrong in a field (under `fields` in the i18n files), with the number it may not pass. */
export interface Fault {
  key: 'required' | 'number' | 'least' | 'most' | 'decimals' | 'whole' | 'timesInDays'
  limit?: number
}

function faultOfTarget(target: number | null): Fault | null {
  if (!target) return { key: 'number' }
  if (target < TARGET_MIN) return { key: 'least', limit: TARGET_MIN }
  if (target > AMOUNT_MAX) return { key: 'most', limit: AMOUNT_MAX }
  return isTooFine(target) ? { key: 'decimals' } : null
}

export function faultsOf(draft: Draft, language: string): Partial<Record<keyof Draft, Fault>> {
  const faults: Partial<Record<keyof Draft, Fault>> = {}
  if (!draft.name.trim()) faults.name = { key: 'required' }
  const target = draft.measure === 'amount' ? faultOfTarget(parseAmount(draft.target, language)) : null
  if (target) faults.target = target
  const days = windowOf(draft)
  if (days === null) faults.days = { key: 'whole', limit: MAX_DAYS }
  if (draft.measure === 'check' && draft.rhythm !== 'daily') {
    if (whole(draft.times, MAX_DAYS) === null) faults.times = { key: 'whole', limit: days ?? MAX_DAYS }
    else if (days !== null && whole(draft.times, days) === null) faults.times = { key: 'timesInDays' }
  }
  return faults
}

/** What is sent for a draft without faults. */
export function habitOf(draft: Draft, goal: DraftGoal, id: string): HabitCreate {
  const { measure, section, color, icon } = draft
  return {
    id,
    name: draft.name.trim(),
    measure,
    unit: measure === 'amount' ? draft.unit.trim() : '',
    question: draft.question.trim(),
    color,
    icon,
    section,
    goal,
  }
}
