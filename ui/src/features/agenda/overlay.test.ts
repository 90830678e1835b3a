import { describe, expect, test } from 'vitest'
import type { AgendaItem, DayRead } from '@/api/types'
import { TODAY, aCheck, aDay, anAmount } from '@/test/factories'
import { type PendingWrite, overlay, restoring, withAnswer } from './overlay'

let writes = 0

function write(item: AgendaItem, entry: Partial<PendingWrite['entry']>, day = TODAY): PendingWrite {
  writes += 1
  const stamp = { tapped_at: '2026-11-20T07:00:00Z', zone: 'Europe/Berlin', client_id: String(writes) }
  return { habitId: item.id, day, entry: { state: 'done', ...stamp, ...entry } }
}

const seen = (server: DayRead, ...pending: PendingWrite[]): DayRead => overlay({ server, pending })

describe('a check on its way', () => {
  test('shows as done, with totals, streak and week', () => {
    const item = aCheck({ streak: 9, longest_streak: 9 })
    const day = seen(aDay([item, aCheck()]), write(item, {}))
    expect(day).toMatchObject({ due: 2, done: 1 })
    expect(day.habits[0]).toMatchObject({ state: 'done', streak: 10, longest_streak: 10, tapped_at: '2026-11-20T07:00:00Z' })
    expect(day.habits[0]!.week.at(-1)).toEqual({ date: TODAY, state: 'done' })
  })

  test('and taken back again leaves what was before', () => {
    const item = aCheck()
    const day = seen(aDay([item]), write(item, {}), write(item, { state: 'none' }))
    expect(day).toMatchObject({ due: 1, done: 0 })
    expect(day.habits[0]).toMatchObject({ state: 'none', streak: 4, window: { done: 0, needed: 1 } })
  })

  test('counts into the day when it was not due', () => {
    const item = aCheck({ due: false, goal: { ...aCheck().goal, times: 1, days: 30 } })
    const before = aDay([item])
    expect(before).toMatchObject({ due: 0, done: 0 })
    const day = seen(before, write(item, {}))
    expect(day).toMatchObject({ due: 1, done: 1 })
    expect(day.habits[0]!.streak).toBe(item.streak)
  })

  test('on another day does not touch this one', () => {
    const item = aCheck()
    const day = aDay([item])
    expect(seen(day, write(item, {}, '2026-11-19'))).toBe(day)
  })
})

describe('the week of what is not done', () => {
  const markOf = (day: DayRead) => day.habits[0]!.week.find((mark) => mark.date === day.date)?.state

  test('today it is open again', () => {
    const item = aCheck({ state: 'done', week: aCheck().week.map((mark) => ({ ...mark, state: 'done' as const })) })
    expect(markOf(seen(aDay([item]), write(item, { state: 'none' })))).toBe('open')
  })

  test('in the past it is missed', () => {
    const date = '2026-11-19'
    const item = aCheck({ state: 'done' })
    expect(markOf(seen(aDay([item], { date }), write(item, { state: 'none' }, date)))).toBe('missed')
  })

  test('and nothing where nothing was due', () => {
    const item = aCheck({ due: false, goal: { ...aCheck().goal, times: 1, days: 30 }, window: { done: 1, needed: 1 } })
    expect(markOf(seen(aDay([item]), write(item, {}), write(item, { state: 'none' })))).toBe('none')
  })
})

describe('amounts', () => {
  test('taps add up in order', () => {
    const item = anAmount()
    const day = seen(aDay([item]), ...[1, 1].map((increment) => write(item, { increment })))
    expect(day.habits[0]).toMatchObject({ amount: 7, state: 'partial', window: { done: 7, needed: 8 } })
    expect(day.done).toBe(0)
  })

  test('add up as people do', () => {
    const item = anAmount({ goal: { ...anAmount().goal, target: 0.8 }, amount: 0.7, window: { done: 0.7, needed: 0.8 } })
    expect(seen(aDay([item]), write(item, { increment: 0.1 })).habits[0]).toMatchObject({ amount: 0.8, state: 'done', window: { done: 0.8, needed: 0.8 } })
  })

  test('the last glass makes the day', () => {
    const item = anAmount()
    const day = seen(aDay([item]), write(item, { amount: 8 }))
    expect(day.habits[0]).toMatchObject({ state: 'done', streak: 5 })
    expect(day.done).toBe(1)
  })

  test('a weekly amount counts the whole week', () => {
    const item = anAmount({ goal: { ...anAmount().goal, target: 20, days: 7 }, amount: 3, window: { done: 18, needed: 20 } })
    expect(seen(aDay([item]), write(item, { increment: 2 })).habits[0]).toMatchObject({ amount: 5, state: 'done', window: { done: 20, needed: 20 } })
    expect(seen(aDay([item]), write(item, { state: 'none' })).habits[0]).toMatchObject({ amount: null, state: 'none', window: { done: 15, needed: 20 } })
  })
})

describe('skipping', () => {
  test('takes the day out of what is due', () => {
    const item = aCheck()
    const day = seen(aDay([item]), write(item, { state: 'skipped' }))
    expect(day).toMatchObject({ due: 0, done: 0 })
    expect(day.habits[0]).toMatchObject({ state: 'skipped', streak: 4 })
  })

  test('taken back makes it due again', () => {
    const item = aCheck({ state: 'skipped', due: false })
    expect(seen(aDay([item]), write(item, { state: 'none' }))).toMatchObject({ due: 1 })
  })

  test('taken back is not due while its window is full', () => {
    const item = aCheck({ state: 'skipped', due: false, goal: { ...aCheck().goal, times: 3, days: 7 }, window: { done: 3, needed: 3 } })
    expect(seen(aDay([item]), write(item, { state: 'none' }))).toMatchObject({ due: 0 })
  })
})

test('a note left out is kept, an empty one removed', () => {
  const item = aCheck({ note: 'Hips looser.' })
  expect(seen(aDay([item]), write(item, {})).habits[0]!.note).toBe('Hips looser.')
  expect(seen(aDay([item]), write(item, { note: '' })).habits[0]!.note).toBeNull()
})

test('the answer wins over the guess, and later taps stay on top of it', () => {
  const item = anAmount()
  const [first, second] = [write(item, { increment: 1 }), write(item, { increment: 1 })]
  const answer = {
    entry: { habit_id: item.id, day: TODAY, state: 'partial' as const, amount: 6.5, note: null, tapped_at: '2026-11-20T07:00:00Z' },
    habit: { streak: 3, longest_streak: 12, strength: 0.7 },
    day: { date: TODAY, due: 5, done: 2 },
  }
  const server = withAnswer(aDay([item]), first, answer)
  expect(server).toMatchObject({ due: 5, done: 2 })
  expect(server.habits[0]).toMatchObject({ amount: 6.5, streak: 3, strength: 0.7 })
  expect(seen(server, second).habits[0]!.amount).toBe(7.5)
})

test('undo writes what was there before', () => {
  expect(restoring(aCheck(), false)).toEqual({ state: 'none' })
  expect(restoring(anAmount(), false)).toEqual({ state: 'done', amount: 5 })
  expect(restoring(aCheck({ state: 'skipped', note: 'Ill' }), true)).toEqual({ state: 'skipped', note: 'Ill' })
})
