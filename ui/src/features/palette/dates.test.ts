import { describe, expect, test } from 'vitest'
import { whenOf } from './dates'

/** A Friday. */
const TODAY = '2026-11-20'

describe('days', () => {
  test.each([
    ['today', '2026-11-20'],
    ['Gestern', '2026-11-19'],
    ['yesterday', '2026-11-19'],
    ['vorgestern', '2026-11-18'],
    ['morgen', '2026-11-21'],
    ['übermorgen', '2026-11-22'],
    ['3 days ago', '2026-11-17'],
    ['vor 2 Wochen', '2026-11-06'],
    ['vor 1 Tag', '2026-11-19'],
    ['friday', '2026-11-20'],
    ['last friday', '2026-11-13'],
    ['letzten Freitag', '2026-11-13'],
    ['Mon', '2026-11-16'],
    ['Sa', '2026-11-14'],
    ['2026-03-12', '2026-03-12'],
    ['12.3.', '2026-03-12'],
    ['12.03.2025', '2025-03-12'],
    ['12/3/25', '2025-03-12'],
    ['12 march', '2026-03-12'],
    ['12. März', '2026-03-12'],
    ['12. maerz 2024', '2024-03-12'],
    ['March 12, 2025', '2025-03-12'],
    ['the 3rd of may', '2026-05-03'],
    ['24 dec', '2025-12-24'],
    ['24. Dez', '2025-12-24'],
    ['20 november', '2026-11-20'],
    ['21 november', '2025-11-21'],
    ['29 feb', '2024-02-29'],
  ])('%s', (typed, day) => {
    expect(whenOf(typed, TODAY)).toEqual({ kind: 'day', day })
  })
})

test.each([
  ['march', '2026-03'],
  ['Oktober', '2026-10'],
  ['december', '2025-12'],
  ['Mai 2024', '2024-05'],
  ['2026-08', '2026-08'],
])('%s is a month', (typed, month) => {
  expect(whenOf(typed, TODAY)).toEqual({ kind: 'month', month })
})

test('a year', () => {
  expect(whenOf('2025', TODAY)).toEqual({ kind: 'year', year: '2025' })
})

test.each(['', 'water', '31.2.', '30 feb', '12', '12.13.', '0.5.', '2026-02-30', '1800-01-01', '3 days', 'ma', '99 march', '1850'])('%j is no date', (typed) => {
  expect(whenOf(typed, TODAY)).toBeNull()
})
