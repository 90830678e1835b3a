import { describe, expect, test } from 'vitest'
import { stepFor } from '@/lib/schedule'
import { aGoal, anAmount } from '@/test/factories'
import { lastAdded, presets, rememberAdded, roundDown } from './presets'

const offered = (target: number, more: Parameters<typeof anAmount>[0] = {}, last: number | null = null): number[] => {
  const item = anAmount({ amount: null, goal: aGoal({ target }), ...more })
  return presets(item, stepFor(item.goal.target, item.measure), last)
}

test.each([
  [0, 0],
  [0.25, 0.25],
  [0.3, 0.25],
  [1, 1],
  [2.5, 2],
  [7, 5],
  [250, 250],
  [1250, 1000],
  [1_000_000, 1_000_000],
])('roundDown(%d) is %d', (value, round) => {
  expect(roundDown(value)).toBe(round)
})

describe('amounts to add by one tap', () => {
  test('are an eighth and a quarter of the target, a step, and what is missing', () => {
    expect(offered(2000)).toEqual([200, 250, 500, 2000])
    expect(offered(8)).toEqual([1, 2, 8])
    expect(offered(8, { amount: 5 })).toEqual([1, 2, 3])
    expect(offered(0.5)).toEqual([0.05, 0.1, 0.5])
  })

  test('begin with what was added last', () => {
    expect(offered(2000, {}, 330)).toEqual([250, 330, 500, 2000])
    expect(offered(2000, {}, 250)).toEqual([200, 250, 500, 2000])
  })

  test('of minutes are the usual lengths', () => {
    expect(offered(20, { measure: 'minutes' })).toEqual([10, 15, 20, 5].sort((a, b) => a - b))
    expect(offered(3, { measure: 'minutes' })).toEqual([1, 3])
  })

  test('of a limit or a sum never fill it up', () => {
    expect(offered(2, { kind: 'quit' })).toEqual([1])
    expect(offered(40, { goal: aGoal({ target: 40, sums: true, schedule: 'weekly' }) })).toEqual([2, 5, 10])
  })

  test('none is 0 or comes twice, and there are four at most', () => {
    for (const target of [0.01, 1, 3, 12, 30, 31, 99, 10_000, 1_000_000]) {
      const some = offered(target, {}, 7)
      expect(some.length).toBeLessThanOrEqual(4)
      expect(new Set(some).size).toBe(some.length)
      expect(Math.min(...some)).toBeGreaterThan(0)
    }
  })

  test('the last one is remembered for each habit', () => {
    expect(lastAdded('a')).toBeNull()
    rememberAdded('a', 330)
    expect(lastAdded('a')).toBe(330)
    expect(lastAdded('b')).toBeNull()
  })
})
