import { expect, test } from 'vitest'
import { TODAY, aCheck } from '@/test/factories'
import { tapTime } from './tap-time'

const today = { date: TODAY, today: TODAY, zone: 'Europe/Berlin' }
const yesterday = { ...today, date: '2026-11-19' }
const ticked = (tapped_at: string | null) => aCheck({ state: 'done', tapped_at })

test('the hour of a tick, in the person’s zone', () => {
  expect(tapTime(ticked('2026-11-20T06:10:00Z'), today, 'en')).toBe('07:10')
})

test('after midnight it is still today for a night owl', () => {
  expect(tapTime(ticked('2026-11-21T00:30:00Z'), today, 'en')).toBe('01:30')
})

test('no hour for an imported day, one filled in later, or one that is not done', () => {
  expect(tapTime(ticked(null), today, 'en')).toBeNull()
  expect(tapTime(ticked('2026-11-20T06:10:00Z'), yesterday, 'en')).toBeNull()
  expect(tapTime(aCheck({ state: 'skipped', tapped_at: '2026-11-20T06:10:00Z' }), today, 'en')).toBeNull()
})
