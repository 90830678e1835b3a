import { expect, test } from 'vitest'
import { stepFor } from './schedule'

test.each([
  [null, 1],
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
