import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeRereading } from './rereading'

let cache: QueryClient
let reads: string[]
let isBusy: boolean
let rereading: ReturnType<typeof makeRereading>
let stops: (() => void)[]

beforeEach(() => {
  vi.useFakeTimers()
  ;[cache, reads, isBusy, stops] = [new QueryClient(), [], false, []]
  rereading = makeRereading(cache, () => isBusy)
})

afterEach(() => {
  stops.forEach((stop) => stop())
  vi.useRealTimers()
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** A query on the screen, which takes so long to answer. */
async function shown(kind: string, ms = 10): Promise<void> {
  const queryFn = async () => {
    reads.push(kind)
    await new Promise((done) => setTimeout(done, ms))
    return reads.length
  }
  const observer = new QueryObserver(cache, { queryKey: [kind, 'x'], queryFn, staleTime: Infinity })
  stops.push(observer.subscribe(() => undefined))
  await pass(ms)
  reads = reads.filter((read) => read !== kind)
}

test('a check-off elsewhere reads the figures again, and nothing else', async () => {
  for (const kind of ['days', 'months', 'me', 'sessions']) await shown(kind)
  rereading.hear(['entries'])
  await pass(150)
  expect(reads).toEqual(['days', 'months'])
})

test('where anything may have moved everything is read again; what nobody knows is not', async () => {
  for (const kind of ['days', 'me']) await shown(kind)
  rereading.hear(['notification:1'])
  await pass(500)
  expect(reads).toEqual([])
  rereading.hear([])
  await pass(150)
  expect(reads).toEqual(['days', 'me'])
})

test('a burst is read once', async () => {
  await shown('days')
  for (let place = 0; place < 20; place++) rereading.hear(['entries'])
  await pass(1_000)
  expect(reads).toEqual(['days'])
})

test('in a long burst each round is read to its end', async () => {
  await shown('days', 400)
  for (let place = 0; place < 30; place++) {
    rereading.hear(['entries'])
    await pass(100)
  }
  await pass(1_000)
  expect(reads.length).toBeGreaterThanOrEqual(5)
  expect(reads.length).toBeLessThanOrEqual(7)
})

test('what this tab asked for after the event was heard is not read once more', async () => {
  await shown('days')
  await shown('months')
  rereading.hear(['entries'])
  void cache.invalidateQueries({ queryKey: ['days'] })
  await pass(1_000)
  expect(reads).toEqual(['days', 'months'])
})

test('what was asked before the event was heard is', async () => {
  await shown('days', 300)
  void cache.invalidateQueries({ queryKey: ['days'] })
  await pass(10)
  rereading.hear(['entries'])
  await pass(1_000)
  expect(reads).toEqual(['days', 'days'])
})

test('a request that failed has seen nothing', async () => {
  let isDown = false
  const queryFn = () => {
    reads.push('days')
    return isDown ? Promise.reject(new Error('down')) : Promise.resolve(1)
  }
  const observer = new QueryObserver(cache, { queryKey: ['days'], queryFn, staleTime: Infinity, retry: false })
  stops.push(observer.subscribe(() => undefined))
  await pass(10)
  rereading.hear(['entries'])
  isDown = true
  await cache.invalidateQueries({ queryKey: ['days'] })
  isDown = false
  await pass(500)
  expect(reads).toHaveLength(3)
})

test('it waits while changes of this tab are on their way, up to a point', async () => {
  await shown('days')
  isBusy = true
  rereading.hear(['entries'])
  await pass(1_000)
  expect(reads).toEqual([])
  isBusy = false
  await pass(150)
  expect(reads).toEqual(['days'])
  isBusy = true
  rereading.hear(['entries'])
  await pass(2_200)
  expect(reads).toEqual(['days', 'days'])
})

test('what is not on the screen is read when it is looked at', async () => {
  cache.setQueryData(['days', 'x'], 1)
  rereading.hear(['entries'])
  await pass(500)
  expect([reads, cache.getQueryState(['days', 'x'])?.isInvalidated]).toEqual([[], true])
})

test('what was heard of somebody who left is forgotten', async () => {
  await shown('days')
  rereading.hear(['entries'])
  rereading.forget()
  await pass(500)
  expect(reads).toEqual([])
})
