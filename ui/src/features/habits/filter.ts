import type { HabitRead } from '@/api/types'

/** A category or a tag. */
export interface Label {
  kind: 'category' | 'tag'
  name: string
}

export interface Filter {
  words: string
  labels: Label[]
}

export const NO_FILTER: Filter = { words: '', labels: [] }

export const isFiltering = ({ words, labels }: Filter): boolean => words.trim() !== '' || labels.length > 0

export const sameLabel = (one: Label, other: Label): boolean => one.kind === other.kind && one.name === other.name

/** The habits whose name, category or tags hold every word, and that carry every chosen label. */
export function filtered(habits: readonly HabitRead[], { words, labels }: Filter): HabitRead[] {
  const wanted = words.trim().toLowerCase().split(/\s+/)
  return habits.filter((habit) => {
    const text = [habit.name, habit.category, ...habit.tags].join(' ').toLowerCase()
    return wanted.every((word) => text.includes(word)) && labels.every((label) => carries(habit, label))
  })
}

const carries = ({ category, tags }: HabitRead, { kind, name }: Label): boolean => (kind === 'category' ? category === name : tags.includes(name))

/** Every category and then every tag of some habits, each once and in alphabetical order. */
export function labelsOf(habits: readonly HabitRead[], language: string): Label[] {
  const sorted = (names: string[]): string[] => [...new Set(names)].filter(Boolean).sort((one, other) => one.localeCompare(other, language))
  return [
    ...sorted(habits.map(({ category }) => category)).map((name) => ({ kind: 'category' as const, name })),
    ...sorted(habits.flatMap(({ tags }) => tags)).map((name) => ({ kind: 'tag' as const, name })),
  ]
}
