import { describe, expect, test } from 'vitest'
import { TODAY, aGoal, aWindow, anAmount } from '@/test/factories'
import { clockText } from './clock-text'
import { elapsed, ended, minutesOf, missing, paused, resumed, verdictOf } from './timer-rules'
import { type Timer, readTimers, setTimer, timerOf } from './timers'

const MINUTE = 60_000
const NOW = Date.parse('2026-11-20T08:00:00Z')

const aTimer = (more: Partial<Timer> = {}): Timer => ({ habit: 'a', day: TODAY, since: NOW, before: 0, ...more })
const minutes = (amount: number | null, target: number | null = 20) =>
  anAmount({ measure: 'minutes', amount, goal: aGoal({ target }), window: aWindow({ done: amount ?? 0, needed: target ?? 0 }) })

describe('a timer', () => {
  test('runs, stands still, goes on, and knows its time', () => {
    const first = aTimer()
    expect(elapsed(first, NOW + 90_000)).toBe(90_000)
    const still = paused(first, NOW + 90_000)
    expect(elapsed(still, NOW + 5 * MINUTE)).toBe(90_000)
    const again = resumed(still, NOW + 10 * MINUTE)
    expect(elapsed(again, NOW + 11 * MINUTE)).toBe(150_000)
    expect(ended(again, NOW + 11 * MINUTE)).toEqual({ habit: 'a', day: TODAY, since: null, before: 150_000, ended: true })
  })

  test('counts nothing backwards when the clock is set back', () => {
    expect(elapsed(aTimer({ before: 1000 }), NOW - MINUTE)).toBe(1000)
  })

  test('is one of each habit, and several may run', () => {
    setTimer('a', aTimer())
    setTimer('b', aTimer({ habit: 'b' }))
    setTimer('a', aTimer({ before: 5 }))
    expect(timerOf('a')?.before).toBe(5)
    expect(timerOf('b')).toBeDefined()
    setTimer('a', null)
    setTimer('b', null)
    expect(localStorage.getItem('habitus.timers')).toBeNull()
  })

  test('is read from storage as far as it can be one', () => {
    expect(readTimers('nonsense')).toEqual([])
    expect(readTimers('{"habit":"a"}')).toEqual([])
    expect(readTimers(JSON.stringify([null, 3, { habit: 'a' }, aTimer()]))).toEqual([aTimer()])
  })
})

test.each([
  [1000, 0.02],
  [30_000, 0.5],
  [12.5 * MINUTE, 12.5],
  [20 * MINUTE, 20],
])('%d ms are %d minutes to record', (ms, recorded) => {
  expect(minutesOf(ms)).toBe(recorded)
})

test('what is missing to the target has two decimals at most and reaches it', () => {
  expect(missing(minutes(null))).toBe(20)
  expect(missing(minutes(12.345))).toBe(7.66)
  expect(missing(minutes(19.9))).toBe(0.1)
  expect(missing(minutes(20))).toBeNull()
  expect(missing(minutes(5, null))).toBeNull()
  const week = anAmount({ measure: 'minutes', amount: 30, goal: aGoal({ target: 150, sums: true, schedule: 'weekly' }), window: aWindow({ done: 100, needed: 150 }) })
  expect(missing(week)).toBe(50)
})

describe('what is to be done about a timer', () => {
  const at = (ran: number, timer = aTimer(), item = minutes(5)) => verdictOf(timer, item, NOW + ran * MINUTE, TODAY)

  test('it counts until the target is reached', () => {
    expect(at(14.9)).toBe('counting')
    expect(at(15)).toBe('reached')
    expect(at(19)).toBe('reached')
  })

  test('long after it, nobody was there', () => {
    expect(at(21)).toBe('forgotten')
    expect(at(492)).toBe('forgotten')
  })

  test('beyond the target it may go on for hours', () => {
    expect(at(120, aTimer(), minutes(20))).toBe('counting')
    expect(at(181, aTimer(), minutes(20))).toBe('forgotten')
  })

  test('one that stands still is asked about on another day, one that was stopped is recorded', () => {
    expect(at(0, aTimer({ since: null, before: 1000 }))).toBe('counting')
    expect(at(0, aTimer({ since: null, before: 1000, day: '2026-11-19' }))).toBe('forgotten')
    expect(at(0, aTimer({ since: null, ended: true }))).toBe('ended')
  })
})

test.each([
  [0, '0:00'],
  [7999, '0:07'],
  [750_000, '12:30'],
  [3_725_000, '1:02:05'],
])('%d ms read %s', (ms, text) => {
  expect(clockText(ms)).toBe(text)
})
