import { expect, test } from 'vitest'
import { courseOf, highest, pointsOf, sampled, whole } from './curve'

const points = (...values: number[]) => values.map((value, place) => ({ day: `2026-11-${String(place + 10)}`, value }))

test('points step from the first day and end on the last', () => {
  const read = { habit_id: 'x', first: '2026-11-01', last: '2026-11-06', step_days: 2, values: [0, 0.5, 0.505, 1], now: 1, change_30: null }
  expect(pointsOf(read)).toEqual([
    { day: '2026-11-01', value: 0 },
    { day: '2026-11-03', value: 50 },
    { day: '2026-11-05', value: 50.5 },
    { day: '2026-11-06', value: 100 },
  ])
})

test('only a full strength reads 100', () => {
  expect([0, 49.5, 99.7, 100].map(whole)).toEqual([0, 50, 99, 100])
})

test('two points up or down are no change', () => {
  expect(courseOf(points(50, 20, 52))).toBe('held')
  expect(courseOf(points(50, 53))).toBe('rose')
  expect(courseOf(points(50, 90, 20))).toBe('fell')
  expect(courseOf([])).toBe('held')
})

test('of equal heights the first is the highest', () => {
  expect(highest(points(1, 7, 7, 2))?.day).toBe('2026-11-11')
  expect(highest([])).toBeUndefined()
})

test('a sample keeps both ends', () => {
  expect(sampled(points(0, 1, 2, 3, 4, 5, 6), 3).map(({ value }) => value)).toEqual([0, 3, 6])
  expect(sampled(points(0, 1), 3)).toHaveLength(2)
})
