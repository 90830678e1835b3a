import { describe, expect, test } from 'vitest'
import { TODAY, aCheck, aDay, aGoal, aWeek, aWindow, anAmount } from '@/test/factories'
import type { AgendaItem } from '@/api/types'
import { addDays } from '@/lib/day'
import { carried } from './carrying'

/** TODAY is Friday, 20 November 2026. */
const TOMORROW = addDays(TODAY, 1)

const next = (item: AgendaItem, day = TOMORROW) => carried(aDay([item]), day).habits[0]!

describe('a day that nobody told yet', () => {
  test('asks anew what was done yesterday, and keeps its streak', () => {
    const day = carried(aDay([aCheck({ state: 'done', look: 'done', streak: 5, note: 'good', tapped_at: '2026-11-20T06:00:00Z' })]), TOMORROW)
    expect(day).toMatchObject({ date: TOMORROW, today: TOMORROW, due: 1, done: 0 })
    expect(day.habits[0]).toMatchObject({ state: 'none', look: 'open', due: true, note: null, tapped_at: null, streak: 5 })
    expect(day.habits[0]!.week.slice(-2)).toEqual([{ date: TODAY, state: 'done' }, { date: TOMORROW, state: 'open' }])
  })

  test('an amount begins at nothing again', () => {
    expect(next(anAmount())).toMatchObject({ amount: null, state: 'none', window: { done: 0, needed: 8, first: TOMORROW, last: TOMORROW } })
  })

  test('a day left open ends a streak of days, also after a week away', () => {
    expect(next(aCheck({ streak: 9 })).streak).toBe(0)
    expect(next(aCheck({ state: 'done', look: 'done', streak: 9 }), addDays(TODAY, 7)).streak).toBe(0)
  })

  test('what is quit goes on by itself', () => {
    const quit = aCheck({ kind: 'quit', streak: 23 })
    expect(next(quit).streak).toBe(24)
    expect(next(aCheck({ kind: 'quit', state: 'done', look: 'done', streak: 24 })).streak).toBe(24)
    expect(next(aCheck({ kind: 'quit', state: 'lapsed', look: 'lapsed', streak: 0 }), addDays(TODAY, 3)).streak).toBe(2)
  })

  test('chosen weekdays are due on their days alone', () => {
    const item = aCheck({ goal: aGoal({ schedule: 'weekdays', weekdays: [1, 5] }) })
    expect(next(item)).toMatchObject({ due: false, look: 'none' })
    expect(next(item, addDays(TODAY, 3))).toMatchObject({ due: true, look: 'open' })
  })

  test('every third day is due in its turn, as far as anything tells when that is', () => {
    const goal = aGoal({ schedule: 'interval', days: 3 })
    const turns = (item: AgendaItem) => [1, 2, 3, 6].map((days) => next(item, addDays(TODAY, days)).due)
    expect(turns(aCheck({ goal }))).toEqual([false, false, true, true])
    const week = aCheck().week.map((mark) => (mark.date === addDays(TODAY, -1) ? { ...mark, state: 'missed' as const } : mark))
    expect(turns(aCheck({ goal, due: false, look: 'none', week }))).toEqual([false, true, false, false])
  })

  test('what is quit on some weekdays grows on those, and what is paused waits', () => {
    const goal = aGoal({ schedule: 'weekdays', weekdays: [5] })
    expect(next(aCheck({ kind: 'quit', streak: 3, goal }), addDays(TODAY, 8)).streak).toBe(5)
    expect(next(aCheck({ look: 'paused', due: false, streak: 9 }), addDays(TODAY, 3)).streak).toBe(9)
  })

  test('a week goes on, gets tight, and begins anew', () => {
    const item = aCheck({ due: false, goal: aGoal({ schedule: 'weekly', times: 3, days: 7 }), window: aWeek({ done: 1, needed: 3 }) })
    expect(next(item)).toMatchObject({ due: true, window: { done: 1, is_safe_to_skip: false } })
    expect(next(item, addDays(TODAY, 3))).toMatchObject({ due: false, window: { done: 0, first: '2026-11-23', last: '2026-11-29', is_safe_to_skip: true } })
  })

  test('a month ends with its last day', () => {
    const item = aCheck({ goal: aGoal({ schedule: 'monthly', times: 2, days: 30 }), window: aWindow({ first: '2026-11-01', last: '2026-11-30', done: 2, needed: 2 }) })
    expect(next(item, '2026-12-01').window).toMatchObject({ first: '2026-12-01', last: '2026-12-31', done: 0 })
  })

  test('what is paused stays paused', () => {
    expect(next(aCheck({ due: false, look: 'paused' }))).toMatchObject({ due: false, look: 'paused' })
  })
})
