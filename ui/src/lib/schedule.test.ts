import { expect, test } from 'vitest'
import { askedOfDraft, stepFor } from './schedule'

test.each([
  [null, 1],
  [0, 1],
  [0.5, 0.5],
  [1, 1],
  [8, 1],
  [30, 1],
  [100, 10],
  [250, 20],
  [10_000, 1000],
])('a target of %s steps by %s', (target, step) => {
  expect(stepFor(target)).toBe(step)
})

test('minutes step by five, short ones by one', () => {
  expect([5, 10, 20, 120].map((target) => stepFor(target, 'minutes'))).toEqual([1, 5, 5, 5])
})

test('a goal without a schedule is daily, or n in any n days', () => {
  expect(askedOfDraft('build', {}).schedule).toBe('daily')
  expect(askedOfDraft('build', { times: 2, days: 5 })).toMatchObject({ schedule: 'window', times: 2, days: 5 })
})
