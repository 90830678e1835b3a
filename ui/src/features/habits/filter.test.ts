import { expect, test } from 'vitest'
import { aHabit } from '@/test/factories'
import { NO_FILTER, filtered, isFiltering, labelsOf } from './filter'

const habits = [
  aHabit({ name: 'Run', category: 'Movement', tags: ['outside', 'Morning'] }),
  aHabit({ name: 'Swim', category: 'Movement' }),
  aHabit({ name: 'Write', category: 'écrit', tags: ['Movement'] }),
]

const names = (filter: Partial<typeof NO_FILTER>) => filtered(habits, { ...NO_FILTER, ...filter }).map(({ name }) => name)

test('every word is somewhere in the name, the category or a tag', () => {
  expect(names({ words: '  ' })).toEqual(['Run', 'Swim', 'Write'])
  expect(names({ words: 'MOVE run' })).toEqual(['Run'])
  expect(names({ words: 'movement' })).toEqual(['Run', 'Swim', 'Write'])
})

test('a category and a tag of the same name are two things', () => {
  expect(names({ labels: [{ kind: 'category', name: 'Movement' }] })).toEqual(['Run', 'Swim'])
  expect(names({ labels: [{ kind: 'tag', name: 'Movement' }] })).toEqual(['Write'])
  expect(names({ labels: [{ kind: 'category', name: 'Movement' }, { kind: 'tag', name: 'outside' }] })).toEqual(['Run'])
})

test('labels come once, categories first, as the alphabet goes', () => {
  expect(labelsOf(habits, 'en').map(({ name }) => name)).toEqual(['écrit', 'Movement', 'Morning', 'Movement', 'outside'])
  expect(labelsOf([aHabit()], 'en')).toEqual([])
})

test('spaces alone do not filter', () => {
  expect(isFiltering({ words: ' ', labels: [] })).toBe(false)
})
