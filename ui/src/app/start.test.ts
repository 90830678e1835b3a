import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { database } from '@/api/database'
import { outbox } from '@/api/outbox/outbox'
import { knownPerson, notePerson } from '@/api/person'
import * as session from '@/api/session'
import { json, serve } from '@/test/server'
import { start } from './start'

const ME = ['me']
const tokensOf = (person: string) => ({ access_token: `h.${btoa(JSON.stringify({ sub: person }))}.s` })
const tap = { habitId: 'stretch', habitName: 'Stretch', day: '2026-11-20', entry: { state: 'done', tapped_at: '2026-11-20T07:00:00Z', zone: 'UTC', client_id: 'tap' } } as const

const heard = { onLost: vi.fn(), onReplaced: vi.fn(), onRefused: vi.fn() }
let cache: QueryClient

beforeEach(async () => {
  vi.clearAllMocks()
  await (await database()).clear('answers')
  notePerson('mira')
  cache = new QueryClient()
  serve({ 'POST /api/v1/auth/refresh': () => json(tokensOf('mira')) })
  await start(cache, heard)
  await vi.waitFor(() => expect(session.currentToken()).not.toBeNull())
})

afterEach(() => session.end())

const kept = async () => (await (await database()).getAll('answers')).map(({ person }) => person)

test('another tab where somebody else signs in begins this one anew, and nothing is kept as theirs', async () => {
  cache.setQueryData(ME, { name: 'Mira' })
  const other = new BroadcastChannel('habitus-session')
  other.postMessage({ kind: 'begun', person: 'jonas' })
  await vi.waitFor(() => expect(heard.onReplaced).toHaveBeenCalledOnce())
  expect(cache.getQueryData(ME)).toBeUndefined()
  await new Promise((done) => setTimeout(done, 400))
  expect(await kept()).toEqual([])
  other.close()
})

test('signing out leaves nothing of the person on the device, also where the server cannot be told', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  await outbox.add(tap)
  cache.setQueryData(ME, { name: 'Mira' })
  await vi.waitFor(async () => expect(await kept()).toEqual(['mira']))
  await session.leave()
  await vi.waitFor(async () => expect([await kept(), await (await database()).count('outbox')]).toEqual([[], 0]))
  expect(knownPerson()).toBeNull()
  expect(outbox.view().waiting).toEqual([])
  expect(heard.onLost).not.toHaveBeenCalled()
})

test('a session that ends by itself leaves what waits on the device, for the next sign-in', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  await outbox.add(tap)
  const other = new BroadcastChannel('habitus-session')
  other.postMessage({ kind: 'over', person: 'mira' })
  await vi.waitFor(() => expect(heard.onLost).toHaveBeenCalled())
  await vi.waitFor(() => expect(outbox.view()).toMatchObject({ waiting: [], others: 1 }))
  session.begin(tokensOf('mira'))
  await vi.waitFor(() => expect(outbox.view().waiting).toHaveLength(1))
  expect(heard.onReplaced).not.toHaveBeenCalled()
  other.close()
})
