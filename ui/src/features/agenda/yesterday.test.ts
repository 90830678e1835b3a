import { describe, expect, test } from 'vitest'
import { TODAY, aCheck, aDay } from '@/test/factories'
import { mayAsk, openThen } from './yesterday'

const YESTERDAY = '2026-11-19'
const ZONE = 'Europe/Berlin'

/** An id of version 7 that was made at an instant. */
const madeAt = (instant: string): string => {
  const hex = Date.parse(instant).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000001`
}

describe('whether yesterday is asked about', () => {
  const day = aDay([aCheck({ id: madeAt('2026-11-01T08:00:00Z') })])

  test('once a day', () => {
    expect(mayAsk(null, day, ZONE)).toBe(true)
    expect(mayAsk(YESTERDAY, day, ZONE)).toBe(true)
    expect(mayAsk(TODAY, day, ZONE)).toBe(false)
  })

  test('not on the first day, whatever first day the habits have', () => {
    expect(mayAsk(null, aDay([aCheck({ id: madeAt('2026-11-20T05:00:00Z') })]), ZONE)).toBe(false)
    expect(mayAsk(null, aDay([aCheck({ id: madeAt('2026-11-19T22:30:00Z') })]), ZONE)).toBe(true)
    expect(mayAsk(null, aDay([aCheck({ id: madeAt('2026-11-19T23:30:00Z') })]), ZONE)).toBe(false)
    expect(mayAsk(null, aDay([]), ZONE)).toBe(false)
  })

  test('not of another day', () => {
    expect(mayAsk(null, aDay(day.habits, { date: YESTERDAY }), ZONE)).toBe(false)
  })
})

test('what was due yesterday and is open, in the person’s order; what is quit needs no word', () => {
  const items = [
    aCheck({ name: 'B', look: 'partial', state: 'partial', position: 2 }),
    aCheck({ name: 'A', look: 'missed', position: 1 }),
    aCheck({ name: 'Done', look: 'done', state: 'done' }),
    aCheck({ name: 'Skipped', look: 'skipped', state: 'skipped', due: false }),
    aCheck({ name: 'Not due', look: 'none', due: false }),
    aCheck({ name: 'Frozen', look: 'frozen', state: 'frozen', due: false }),
    aCheck({ name: 'Quit', kind: 'quit', look: 'missed' }),
    aCheck({ name: 'New', look: 'missed', id: madeAt('2026-11-20T05:00:00Z') }),
  ]
  const open = openThen(aDay(items, { date: YESTERDAY }), ZONE)
  expect(open.map(({ name }) => name)).toEqual(['A', 'B'])
})
