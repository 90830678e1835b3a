import { afterEach, expect, test } from 'vitest'
import { json, serve } from '@/test/server'
import * as session from '@/api/session'
import type { Item } from './items'
import { send } from './send'

const tokenOf = (person: string) => `h.${btoa(JSON.stringify({ sub: person }))}.s`

const ITEM: Item = {
  seq: 1,
  person: 'mira',
  habitId: 'stretch',
  habitName: 'Stretch',
  day: '2026-11-20',
  entry: { state: 'done', tapped_at: '2026-11-20T07:00:00.000Z', zone: 'UTC', client_id: 'tap' },
  failures: 0,
  refusal: null,
}

afterEach(() => session.end())

test('a change goes out as the person who made it', async () => {
  const calls = serve({ 'PUT /api/v1/habits/stretch/entries/2026-11-20': json({ entry: null }) })
  session.begin({ access_token: tokenOf('mira') })
  await send(ITEM)
  expect(calls.map(({ token }) => token)).toEqual([`Bearer ${tokenOf('mira')}`])
})

test('and never as somebody else who signed in meanwhile: it waits for its own person', async () => {
  const calls = serve({})
  session.begin({ access_token: tokenOf('jonas') })
  await expect(send(ITEM)).rejects.toMatchObject({ status: 401 })
  expect(calls).toEqual([])
})
