import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { database } from './database'
import { changeAnswers, forgetAnswers, keepAnswers, restoreAnswers } from './kept-answers'

const ME = ['me']

beforeEach(async () => {
  await (await database()).clear('answers')
  await (await database()).clear('facts')
})

afterEach(() => vi.useRealTimers())

/** A start of the app for a person, which gets these answers; resolves when they are kept. */
async function aStart(person: string, answers: Record<string, unknown>): Promise<void> {
  const cache = new QueryClient()
  await restoreAnswers(cache, person, 'a')
  keepAnswers(cache.getQueryCache(), { person: () => person, release: 'a' })
  for (const [key, data] of Object.entries(answers)) cache.setQueryData([key], data)
  await vi.waitFor(async () => expect(await (await database()).count('answers')).toBeGreaterThan(0))
}

async function restored(person: string | null, release = 'a'): Promise<QueryClient> {
  const cache = new QueryClient()
  await restoreAnswers(cache, person, release)
  return cache
}

test('what the server said is there at the next start, and is asked for again', async () => {
  await aStart('mira', { me: { name: 'Mira' }, secret: 'not listed' })
  const cache = await restored('mira')
  expect(cache.getQueryData(ME)).toEqual({ name: 'Mira' })
  expect(cache.getQueryData(['secret'])).toBeUndefined()
  expect(cache.getQueryState(ME)?.dataUpdatedAt).toBe(0)
})

test('somebody else, another release or a sign-out finds nothing', async () => {
  await aStart('mira', { me: { name: 'Mira' } })
  expect((await restored('jonas')).getQueryData(ME)).toBeUndefined()
  expect(await (await database()).count('answers')).toBe(0)
  await aStart('mira', { me: { name: 'Mira' } })
  expect((await restored('mira', 'b')).getQueryData(ME)).toBeUndefined()
  await restored('mira')
  await aStart('mira', { me: { name: 'Mira' } })
  await forgetAnswers((person) => person === 'mira')
  expect((await restored('mira')).getQueryData(ME)).toBeUndefined()
})

test('an answer that came meanwhile is not replaced by an older one', async () => {
  await aStart('mira', { me: { name: 'Mira' } })
  const cache = new QueryClient()
  cache.setQueryData(ME, { name: 'Noor' })
  await restoreAnswers(cache, 'mira', 'a')
  expect(cache.getQueryData(ME)).toEqual({ name: 'Noor' })
})

test('an answer of the one before is not kept as that of whoever signed in since', async () => {
  let person = 'mira'
  const cache = new QueryClient()
  keepAnswers(cache.getQueryCache(), { person: () => person, release: 'a' })
  cache.setQueryData(ME, { name: 'Mira' })
  person = 'jonas'
  await new Promise((done) => setTimeout(done, 400))
  expect(await (await database()).count('answers')).toBe(0)
})

test('a page of an older release that is still open leaves nothing for a newer one', async () => {
  const cache = new QueryClient()
  await restored('mira', 'b')
  keepAnswers(cache.getQueryCache(), { person: () => 'mira', release: 'a' })
  cache.setQueryData(ME, { name: 'Mira' })
  await vi.waitFor(async () => expect(await (await database()).count('answers')).toBe(1))
  expect((await restored('mira', 'b')).getQueryData(ME)).toBeUndefined()
})

test('what is kept of a person can be changed, and nobody else is touched', async () => {
  await aStart('mira', { me: { name: 'Mira' }, days: { done: 0 } })
  await changeAnswers('jonas', 'days', () => ({ done: 9 }))
  await changeAnswers('mira', 'days', () => ({ done: 1 }))
  const cache = await restored('mira')
  expect([cache.getQueryData(ME), cache.getQueryData(['days'])]).toEqual([{ name: 'Mira' }, { done: 1 }])
})

test('who signs in while an answer for nobody waits to be kept has their own kept', async () => {
  const cache = new QueryClient()
  let person: string | null = null
  keepAnswers(cache.getQueryCache(), { person: () => person, release: 'a' })
  cache.setQueryData(['instance'], { set_up: true })
  person = 'mira'
  cache.setQueryData(ME, { name: 'Mira' })
  await vi.waitFor(async () => expect(await (await database()).count('answers')).toBe(1))
  expect((await restored('mira')).getQueryData(ME)).toEqual({ name: 'Mira' })
})
