import { expect, test } from 'vitest'
import { aHeat } from '@/test/factories'
import { columnsOf, digitDay, figuresOf, monthsOf, yearDays } from './heat-days'

test('a digit is done, partial, at rest and due', () => {
  expect(digitDay('9')).toEqual({ done: true, partial: false, rest: false, due: true })
  expect(digitDay('a')).toEqual({ done: false, partial: true, rest: false, due: true })
  expect(digitDay('4')).toEqual({ done: false, partial: false, rest: true, due: false })
})

test('a year has all its days, those after today without figures', () => {
  const days = yearDays(aHeat(), false)
  expect(days).toHaveLength(365)
  expect(days[0]).toMatchObject({ day: '2026-01-01', share: null, future: false })
  expect(days[304]).toMatchObject({ day: '2026-11-01', due: 4, done: 1, share: 0.25 })
  expect(days[323]).toMatchObject({ day: '2026-11-20', today: true })
  expect(days[324]).toMatchObject({ day: '2026-11-21', future: true, share: null })
})

test('figures and months, from the first month with anything due', () => {
  const days = yearDays(aHeat(), false)
  expect(figuresOf(days)).toMatchObject({ gold: 4, longestGold: 1, share: 0.625 })
  expect(monthsOf(days)).toEqual([{ month: '2026-11', share: 0.625, gold: 4 }])
  expect(figuresOf([])).toEqual({ share: null, gold: 0, longestGold: 0, bestWeekday: null })
})

test('weeks are columns from the person’s first weekday', () => {
  const days = yearDays(aHeat(), true)
  expect(columnsOf(days, 1)).toHaveLength(53)
  /* 1 January 2026 is a Thursday. */
  expect(columnsOf(days, 1)[0]?.findIndex((day) => day !== null)).toBe(3)
  expect(columnsOf(days, 7)[0]?.findIndex((day) => day !== null)).toBe(4)
  expect(columnsOf([], 1)).toEqual([])
})
