import { expect, test } from 'vitest'
import { mergedOrder } from './arrange'

test.each([
  ['d c b a', 'd c b a'],
  ['c a', 'c b a d'],
  ['a x c', 'a b c d'],
  ['', 'a b c d'],
])('a b c d with %s arranged is %s', (arranged, order) => {
  expect(mergedOrder(['a', 'b', 'c', 'd'], arranged.split(' ')).join(' ')).toBe(order)
})
