import { describe, expect, test } from 'vitest'
import { addDays, addMonths, civilDay, dayAt, dayPart, daysIn, isDay, isMonth, weekFrom, weekday, weeksOf } from './day'

test('days and months move over their borders', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2026-03-29', 1)).toBe('2026-03-30')
  expect(addMonths('2026-01', -1)).toBe('2025-12')
  expect(daysIn('2028-02')).toBe(29)
})

test('the day of an instant depends on the zone', () => {
  expect(dayAt('2026-11-19T23:30:00Z', 'Europe/Berlin')).toBe('2026-11-20')
  expect(dayAt('2026-11-19T23:30:00Z', 'America/New_York')).toBe('2026-11-19')
  expect(dayAt('soon', 'Europe/Berlin')).toBeNull()
  expect(dayAt('2026-11-19T12:00:00Z', 'Nowhere/Town')).toBe('2026-11-19')
})

test('weekdays are ISO', () => {
  expect(weekday('2026-11-20')).toBe(5)
  expect(weekday('2026-11-22')).toBe(7)
  expect(weekFrom(7).map(weekday)).toEqual([7, 1, 2, 3, 4, 5, 6])
})

test.each([
  ['2026-11-20', true],
  ['2026-02-30', false],
  ['2026-2-3', false],
  ['today', false],
])('isDay(%s) is %s', (text, good) => {
  expect(isDay(text)).toBe(good)
})

test('isMonth refuses what is none', () => {
  expect(isMonth('2026-11')).toBe(true)
  expect(isMonth('2026-13')).toBe(false)
  expect(isMonth('../..')).toBe(false)
  expect(isMonth('1899-12')).toBe(false)
})

describe('weeksOf', () => {
  test('November 2026 from Monday starts on a Sunday', () => {
    const weeks = weeksOf('2026-11', 1)
    expect(weeks).toHaveLength(6)
    expect(weeks[0]).toEqual([null, null, null, null, null, null, '2026-11-01'])
    expect(weeks[5]![0]).toBe('2026-11-30')
  })

  test('from Sunday it takes five weeks', () => {
    expect(weeksOf('2026-11', 7)[0]![0]).toBe('2026-11-01')
    expect(weeksOf('2026-11', 7)).toHaveLength(5)
  })
})

test.each([
  ['2026-11-20T05:00:00Z', 'Europe/Berlin', 'morning'],
  ['2026-11-20T11:30:00Z', 'Europe/Berlin', 'afternoon'],
  ['2026-11-20T17:00:00Z', 'Europe/Berlin', 'evening'],
  ['2026-11-20T02:00:00Z', 'Europe/Berlin', 'evening'],
  ['2026-11-20T02:00:00Z', 'Asia/Tokyo', 'morning'],
] as const)('at %s in %s it is %s', (instant, zone, part) => {
  expect(dayPart(new Date(instant), zone)).toBe(part)
})

test('an unknown zone falls back to the device', () => {
  expect(['morning', 'afternoon', 'evening']).toContain(dayPart(new Date(), 'Mars/Olympus'))
})

describe('the civil day on this device', () => {
  test('turns when the person’s day begins, by their wall clock', () => {
    expect(civilDay(new Date('2026-11-20T23:30:00Z'), 'Europe/Berlin', 0)).toBe('2026-11-21')
    expect(civilDay(new Date('2026-11-20T23:30:00Z'), 'Europe/Berlin', 180)).toBe('2026-11-20')
    expect(civilDay(new Date('2026-11-21T02:00:00Z'), 'Europe/Berlin', 180)).toBe('2026-11-21')
    expect(civilDay(new Date('2026-11-20T23:30:00Z'), 'America/New_York', 0)).toBe('2026-11-20')
  })

  test('holds when the clock is put back in the night', () => {
    expect(civilDay(new Date('2026-10-25T00:30:00Z'), 'Europe/Berlin', 150)).toBe('2026-10-25')
    expect(civilDay(new Date('2026-10-25T02:30:00Z'), 'Europe/Berlin', 150)).toBe('2026-10-25')
  })
})
