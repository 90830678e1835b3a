import type { GoalWrite, HabitCreate, HabitRead, HabitWrite } from '@/api/types'
import type { Day } from '@/lib/day'
import { type Draft, draftOf, goalOf, measureOf, settled, tagsOf } from './draft'

type Words = Pick<HabitCreate, 'name' | 'unit' | 'question' | 'description' | 'color' | 'icon' | 'section' | 'category' | 'tags'>

function wordsOf(draft: Draft): Words {
  const { section, color, icon } = draft
  return {
    name: draft.name.trim(),
    unit: draft.count === 'amount' ? draft.unit.trim() : '',
    question: draft.question.trim(),
    description: draft.description.trim(),
    category: draft.category.trim(),
    tags: tagsOf(draft.tags),
    color,
    icon,
    section,
  }
}

const stepsOf = (draft: Draft) => (draft.count === 'steps' ? draft.steps.map(({ id, name }) => ({ id, name: name.trim() })) : [])

const budgetOf = ({ skip_budget: typed }: Draft): number | null => (typed.trim() ? Number(typed) : null)

/** What is sent for a new habit whose draft has no faults. */
export function creating(typed: Draft, goal: GoalWrite, id: string): HabitCreate {
  const draft = settled(typed)
  const { begins_on: begins, ends_on: ends } = draft
  return {
    id,
    kind: draft.kind,
    measure: measureOf(draft),
    ...wordsOf(draft),
    steps: stepsOf(draft),
    skip_budget: budgetOf(draft),
    ...(begins ? { begins_on: begins } : {}),
    ...(ends ? { ends_on: ends } : {}),
    goal,
  }
}

/** What is sent to change a habit: its words and looks, and its first and last day and steps where they differ. */
export function changing(habit: HabitRead, typed: Draft): HabitWrite {
  const draft = settled(typed)
  const steps = stepsOf(draft)
  const begins = draft.begins_on && draft.begins_on !== habit.begins_on ? { begins_on: draft.begins_on } : {}
  const ends = (draft.ends_on || null) === habit.ends_on ? {} : { ends_on: draft.ends_on || null }
  return {
    ...wordsOf(draft),
    ...(JSON.stringify(steps) === JSON.stringify(habit.steps) ? {} : { steps }),
    skip_budget: budgetOf(draft),
    ...begins,
    ...ends,
  }
}

/** Whether the draft asks for something else than the habit does now. */
export function asksElse(habit: HabitRead, draft: Draft, language: string): boolean {
  return JSON.stringify(goalOf(draft, language)) !== JSON.stringify(goalOf(draftOf(habit, language), language))
}

/** From when a changed goal counts. */
export type Since = 'today' | 'beginning' | 'day'

export interface GoalFrom {
  since: Since
  day: Day
}

/** The first day of a changed goal; undefined for today. */
export function sinceDay(habit: HabitRead, { since, day }: GoalFrom): Day | undefined {
  if (since === 'today') return undefined
  if (since === 'day') return day
  return habit.start && habit.start < habit.begins_on ? habit.start : habit.begins_on
}

