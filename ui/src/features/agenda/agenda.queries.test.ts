import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { noteLive } from '@/api/connection'
import { database } from '@/api/database'
import type { Item } from '@/api/outbox/items'
import { outbox } from '@/api/outbox/outbox'
import type { AgendaItem, CheckOffRead, DayRead } from '@/api/types'
import { addDays } from '@/lib/day'
import { TODAY, aCheck, aDay } from '@/test/factories'
import { serve } from '@/test/server'
import { agendaQueries, followOutbox } from './agenda.queries'
import { keepStored } from './kept-days'
import { type DayView, overlay } from './overlay'

const TOMORROW = addDays(TODAY, 1)
const NOON = Date.parse(`${TODAY}T12:00:00Z`)
const NEXT_NOON = NOON + 86_400_000
const { queryKey } = agendaQueries.today()

let cache: QueryClient
let stop: () => void = () => undefined

beforeEach(() => {
  vi.useFakeTimers({ now: NEXT_NOON, toFake: ['Date'] })
  serve({})
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  cache = new QueryClient()
  cache.setQueryData(['me'], { zone: 'UTC', day_start: 0 })
})

afterEach(() => {
  stop()
  vi.useRealTimers()
})

/** Today's view as the server told it at an instant; 0: as this device kept it. */
function told(server: DayRead, at: number): void {
  cache.setQueryData(queryKey, { server, pending: [] } satisfies DayView, { updatedAt: at })
}

const shown = (): DayRead => overlay(cache.getQueryData<DayView>(queryKey)!)

const follow = () => {
  stop = followOutbox(cache, () => undefined)
}

async function tapped(item: AgendaItem, day: string): Promise<void> {
  const entry = { state: 'done', tapped_at: `${day}T09:00:00Z`, zone: 'UTC', client_id: 'tap' } as const
  await outbox.add({ habitId: item.id, habitName: item.name, day, entry })
}

describe('Today when the day has turned', () => {
  test('moves on by itself, and what was tapped the day before counts', async () => {
    const item = aCheck({ streak: 4 })
    await tapped(item, TODAY)
    told(aDay([item]), 0)
    follow()
    expect(shown()).toMatchObject({ date: TOMORROW, due: 1, done: 0 })
    expect(shown().habits[0]).toMatchObject({ state: 'none', streak: 5 })
  })

  test('moves on where the server was asked before it turned', () => {
    told(aDay([aCheck()]), NOON)
    follow()
    expect(shown().date).toBe(TOMORROW)
  })

  test('is asked for then where nothing else asks: a day that turns is no event', () => {
    noteLive(true)
    told(aDay([aCheck()]), NOON)
    follow()
    expect(cache.getQueryState(queryKey)?.isInvalidated).toBe(true)
    noteLive(false)
  })

  test('stays where the server, asked since, tells the day before: this clock or the new zone is ahead', () => {
    told(aDay([aCheck()]), NEXT_NOON)
    follow()
    expect(shown().date).toBe(TODAY)
  })
})

test('the icon of the app tells nothing of somebody who is gone', () => {
  const badge = { setAppBadge: vi.fn(() => Promise.resolve()), clearAppBadge: vi.fn(() => Promise.resolve()) }
  Object.assign(navigator, badge)
  follow()
  told(aDay([aCheck(), aCheck()]), NEXT_NOON)
  expect(badge.setAppBadge).toHaveBeenLastCalledWith(2)
  cache.clear()
  expect(badge.clearAppBadge).toHaveBeenCalledOnce()
})

test('a change that was sent without a page is in the days that this device keeps', async () => {
  const item = aCheck()
  const view: DayView = { server: aDay([item]), pending: [] }
  const answer: CheckOffRead = {
    entry: { day: TODAY, state: 'done', amount: null, note: null, steps: null, reason: null, tapped_at: `${TODAY}T09:00:00Z` } as CheckOffRead['entry'],
    habit: { streak: 5, longest_streak: 9, strength: 0.7 },
    day: { date: TODAY, due: 1, done: 1 },
  }
  const db = await database()
  await db.put('answers', { hash: 'today', person: 'mira', release: 'a', key: queryKey, data: view, at: NOON })
  const sent = { habitId: item.id, day: TODAY, person: 'mira', entry: { state: 'done', tapped_at: `${TODAY}T09:00:00Z`, zone: 'UTC' } } as Item
  await keepStored(sent, answer)
  const kept = (await db.get('answers', 'today'))?.data as DayView
  expect(kept.server).toMatchObject({ done: 1, habits: [{ state: 'done', streak: 5 }] })
  await db.clear('answers')
})
