import { describe, expect, test } from 'vitest'
import type { AgendaItem, DayRead } from '@/api/types'
import { TODAY, aCheck, aDay, aGoal, aWeek, aWindow, anAmount } from '@/test/factories'
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
    const item = aCheck({ due: false, goal: aGoal({ schedule: 'window', days: 30 }) })
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
    const item = aCheck({ due: false, goal: aGoal({ schedule: 'window', days: 30 }), window: aWindow({ done: 1, needed: 1 }) })
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
    const item = anAmount({ goal: aGoal({ target: 0.8 }), amount: 0.7, window: aWindow({ done: 0.7, needed: 0.8 }) })
    expect(seen(aDay([item]), write(item, { increment: 0.1 })).habits[0]).toMatchObject({ amount: 0.8, state: 'done', window: { done: 0.8, needed: 0.8 } })
  })

  test('the last glass makes the day', () => {
    const item = anAmount()
    const day = seen(aDay([item]), write(item, { amount: 8 }))
    expect(day.habits[0]).toMatchObject({ state: 'done', streak: 5 })
    expect(day.done).toBe(1)
  })

  test('a weekly amount counts the whole week', () => {
    const item = anAmount({ goal: aGoal({ schedule: 'weekly', target: 20, days: 7, sums: true }), amount: 3, window: aWeek({ done: 18, needed: 20 }) })
    expect(seen(aDay([item]), write(item, { increment: 2 })).habits[0]).toMatchObject({ amount: 5, state: 'done', window: { done: 20, needed: 20 } })
    expect(seen(aDay([item]), write(item, { state: 'none' })).habits[0]).toMatchObject({ amount: null, state: 'none', window: { done: 15, needed: 20 } })
  })
})

const aList = (more: Partial<AgendaItem> = {}) => aCheck({ steps: [{ id: 'a', name: 'Bed' }, { id: 'b', name: 'Window' }], ...more })

describe('a checklist', () => {
  test('is partly done with some steps, done with all, and open without any', () => {
    const item = aList()
    const state = (...steps: string[]) => seen(aDay([item]), write(item, { steps })).habits[0]
    expect(state('a')).toMatchObject({ state: 'partial', look: 'partial', ticked: ['a'], streak: 4 })
    expect(state('a', 'b')).toMatchObject({ state: 'done', look: 'done', streak: 5 })
    expect(seen(aDay([item]), write(item, {})).habits[0]).toMatchObject({ state: 'done', ticked: null })
    expect(seen(aDay([item]), write(item, { steps: ['a'] }), write(item, { state: 'none' })).habits[0]).toMatchObject({ state: 'none', look: 'open', ticked: null })
  })
})

describe('what is to be quit', () => {
  const smoke = (more: Partial<AgendaItem> = {}) => aCheck({ kind: 'quit', streak: 22, longest_streak: 30, ...more })
  const coffee = (more: Partial<AgendaItem> = {}) => anAmount({ kind: 'quit', goal: aGoal({ target: 2, direction: 'at_most' }), state: 'done', amount: 2, window: aWindow({ done: 2, needed: 2 }), ...more })

  test('a clean day counts, a lapse ends the streak at once and stays due', () => {
    expect(seen(aDay([smoke()]), write(smoke(), {}))).toMatchObject({ due: 1 })
    const item = smoke()
    expect(seen(aDay([item]), write(item, {})).habits[0]).toMatchObject({ look: 'done', streak: 23 })
    const lapsed = seen(aDay([item]), write(item, { state: 'lapsed' }))
    expect(lapsed).toMatchObject({ due: 1, done: 0 })
    expect(lapsed.habits[0]).toMatchObject({ look: 'lapsed', streak: 0, longest_streak: 30 })
  })

  test('a past day without a word was clean, and is so again when its lapse is taken back', () => {
    const date = '2026-11-19'
    const item = smoke({ state: 'lapsed', look: 'lapsed' })
    const day = seen(aDay([item], { date, due: 1, done: 0 }), write(item, { state: 'none' }, date))
    expect(day).toMatchObject({ due: 1, done: 1 })
    expect(day.habits[0]).toMatchObject({ state: 'none', look: 'done' })
  })

  test('one cup above the limit is a lapse, nothing at all is kept', () => {
    const item = coffee()
    expect(seen(aDay([item]), write(item, { increment: 1 })).habits[0]).toMatchObject({ amount: 3, state: 'lapsed', window: { done: 3 } })
    expect(seen(aDay([item]), write(item, { amount: 0 })).habits[0]).toMatchObject({ amount: 0, state: 'done' })
  })

  test('a limit of a week counts the whole week', () => {
    const item = coffee({ goal: aGoal({ schedule: 'weekly', days: 7, target: 10, sums: true, direction: 'at_most' }), window: aWeek({ done: 10, needed: 10 }), streak_unit: 'week' })
    expect(seen(aDay([item]), write(item, { increment: 1 })).habits[0]).toMatchObject({ state: 'lapsed', streak: 0, window: { done: 11 } })
  })
})

describe('a week', () => {
  const run = (done: number) => aCheck({ goal: aGoal({ schedule: 'weekly', times: 3, days: 7 }), window: aWeek({ done, needed: 3 }), due: false, streak: 5, streak_unit: 'week' })

  test('counts for the streak with the tap that completes it', () => {
    const [second, third] = [run(1), run(2)]
    expect(seen(aDay([second]), write(second, {})).habits[0]).toMatchObject({ window: { done: 2 }, streak: 5 })
    expect(seen(aDay([third]), write(third, {})).habits[0]).toMatchObject({ window: { done: 3 }, streak: 6 })
    expect(seen(aDay([third]), write(third, {}), write(third, { state: 'none' })).habits[0]).toMatchObject({ window: { done: 2 }, streak: 5 })
  })

  test('a target of its days counts days, not amounts', () => {
    const item = anAmount({ goal: aGoal({ schedule: 'weekly', times: 3, days: 7, target: 5 }), state: 'none', amount: null, window: aWeek({ done: 1, needed: 3 }), streak_unit: 'week' })
    expect(seen(aDay([item]), write(item, { amount: 6 })).habits[0]).toMatchObject({ state: 'done', window: { done: 2 } })
    expect(seen(aDay([item]), write(item, { amount: 4 })).habits[0]).toMatchObject({ state: 'partial', window: { done: 1 } })
  })
})

test('a paused habit that is ticked and taken back rests again', () => {
  const item = aCheck({ look: 'paused', due: false })
  expect(seen(aDay([item]), write(item, {})).habits[0]).toMatchObject({ look: 'done' })
  expect(seen(aDay([item]), write({ ...item }, { state: 'none' })).habits[0]).toMatchObject({ look: 'paused', due: false })
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
    const item = aCheck({ state: 'skipped', due: false, goal: aGoal({ schedule: 'window', times: 3, days: 7 }), window: aWindow({ done: 3, needed: 3 }) })
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
    entry: { habit_id: item.id, day: TODAY, state: 'partial' as const, amount: 6.5, note: null, steps: null, reason: null, tapped_at: '2026-11-20T07:00:00Z' },
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
  expect(restoring(aCheck({ state: 'skipped', note: 'Ill', reason: 'sick' }), true)).toEqual({ state: 'skipped', note: 'Ill', reason: 'sick' })
  expect(restoring(aCheck({ state: 'frozen' }), false)).toEqual({ state: 'none' })
  expect(restoring(aCheck({ kind: 'quit', state: 'lapsed' }), false)).toEqual({ state: 'lapsed' })
  expect(restoring(anAmount({ kind: 'quit', state: 'lapsed', amount: 3 }), false)).toEqual({ state: 'done', amount: 3 })
  expect(restoring(aList({ state: 'partial', amount: 0.5, ticked: ['a'] }), false)).toEqual({ state: 'done', steps: ['a'] })
})
