import { parseAmount } from '@/i18n/format'
import { AMOUNT_MAX, TARGET_MIN, isTooFine } from '@/lib/schedule'
import { DAYS_MAX, type Draft, asksDays, asksTimes, isCounted, settled, tagsOf, timesMax, whole } from './draft'

/** The key of what is wrong in a field (under `fields` in the i18n files), with the number it may not pass. */
export interface Fault {
  key: 'required' | 'number' | 'numberOrZero' | 'least' | 'most' | 'decimals' | 'whole' | 'days' | 'timesInDays' | 'weekday' | 'stepNamed' | 'stepMissing' | 'endsBefore' | 'tags' | 'skips'
  limit?: number
}

export type Faults = Partial<Record<keyof Draft, Fault>>

export const SKIPS_MAX = 31
const TAGS_MAX = 20
const TAG_LENGTH = 30

/** What is wrong in a draft, by field; empty when it can be sent. */
export function faultsOf(typed: Draft, language: string): Faults {
  const draft = settled(typed)
  const faults: Partial<Record<keyof Draft, Fault | null>> = {
    name: draft.name.trim() ? null : { key: 'required' },
    target: isCounted(draft) ? faultOfTarget(draft, language) : null,
    weekdays: draft.schedule === 'weekdays' && draft.weekdays.length === 0 ? { key: 'weekday' } : null,
    days: asksDays(draft) && whole(draft.days, 2, DAYS_MAX) === null ? { key: 'days', limit: DAYS_MAX } : null,
    times: asksTimes(draft) ? faultOfTimes(draft) : null,
    steps: draft.count === 'steps' ? faultOfSteps(draft) : null,
    tags: isTagged(draft) ? null : { key: 'tags' },
    ends_on: draft.begins_on && draft.ends_on && draft.ends_on < draft.begins_on ? { key: 'endsBefore' } : null,
    skip_budget: draft.skip_budget.trim() && whole(draft.skip_budget, 0, SKIPS_MAX) === null ? { key: 'skips', limit: SKIPS_MAX } : null,
  }
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== null))
}

function faultOfTarget({ kind, target: text }: Draft, language: string): Fault | null {
  const target = parseAmount(text, language)
  const quits = kind === 'quit'
  if (target === null || (target === 0 && !quits)) return { key: quits ? 'numberOrZero' : 'number' }
  if (target > AMOUNT_MAX) return { key: 'most', limit: AMOUNT_MAX }
  if (isTooFine(target)) return { key: 'decimals' }
  return target < TARGET_MIN && !quits ? { key: 'least', limit: TARGET_MIN } : null
}

function faultOfTimes(draft: Draft): Fault | null {
  const most = timesMax(draft)
  if (whole(draft.times, 1, DAYS_MAX) === null) return { key: 'whole', limit: most ?? DAYS_MAX }
  return most !== null && whole(draft.times, 1, most) === null ? { key: 'timesInDays' } : null
}

function faultOfSteps({ steps }: Draft): Fault | null {
  if (steps.length === 0) return { key: 'stepMissing' }
  return steps.some(({ name }) => !name.trim()) ? { key: 'stepNamed' } : null
}

function isTagged({ tags }: Draft): boolean {
  const all = tagsOf(tags)
  return all.length <= TAGS_MAX && all.every((tag) => Array.from(tag).length <= TAG_LENGTH)
}
