import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isLive } from '@/api/connection'
import { outbox } from '@/api/outbox/outbox'
import { followServer } from '@/api/retry'
import * as session from '@/api/session'
import { type Call, json, problem, serve } from '@/test/server'
import { makeLive } from './live'
import { onTopic } from './topics'

class FakeSocket extends EventTarget {
  sent: string[] = []
  isClosed = false
  constructor(readonly url: string) {
    super()
    sockets.push(this)
  }
  send = (text: string) => this.sent.push(text)
  close = () => (this.isClosed = true)
  say = (word: object) => this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(word) }))
  end = (code: number) => this.dispatchEvent(Object.assign(new Event('close'), { code }))
}

const TICKET = 'POST /api/v1/realtime/tickets'

let sockets: FakeSocket[]
let calls: Call[]
let cache: QueryClient
let follow: ReturnType<typeof makeLive>
let stops: (() => void)[]

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  vi.stubGlobal('WebSocket', FakeSocket)
  ;[sockets, stops, cache] = [[], [], new QueryClient()]
  calls = serve({ [TICKET]: () => json({ ticket: 'once', expires_in: 30 }, 201), 'GET /api/v1/me': json({}) })
  session.begin({ access_token: 'token' })
  follow = makeLive(cache)
})

afterEach(() => {
  follow(null)
  stops.forEach((stop) => stop())
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

const tickets = () => calls.filter(({ path }) => path.endsWith('/tickets')).length

async function live(seq = 1): Promise<FakeSocket> {
  follow('mira')
  return opened(seq)
}

async function opened(seq: number): Promise<FakeSocket> {
  const before = sockets.length
  await vi.waitFor(() => expect(sockets.length).toBeGreaterThan(before))
  const socket = sockets.at(-1)!
  socket.dispatchEvent(new Event('open'))
  socket.say({ type: 'ready', seq })
  return socket
}

test('it gets a ticket as the person and opens the socket of the same server', async () => {
  const socket = await live()
  expect(calls[0]).toMatchObject({ method: 'POST', path: '/api/v1/realtime/tickets', token: 'Bearer token' })
  expect(socket.url).toBe('ws://localhost:3000/api/v1/realtime')
  expect(socket.sent).toEqual(['{"type":"hello","ticket":"once","cursor":null}'])
})

test('while it is connected pages ask seldom, and as before when it is not', async () => {
  let reads = 0
  const observer = new QueryObserver(cache, { queryKey: ['days', 'today'], queryFn: () => ++reads, refetchInterval: followServer, staleTime: Infinity })
  stops.push(observer.subscribe(() => undefined))
  await pass(30_000)
  expect([reads, isLive()]).toEqual([2, false])
  const socket = await live()
  await pass(1_000)
  reads = 0
  for (let place = 0; place < 10; place++) {
    await pass(20_000)
    socket.say({ type: 'pong' })
  }
  expect([reads, isLive()]).toEqual([0, true])
  follow(null)
  await pass(30_000)
  expect([reads, isLive()]).toEqual([1, false])
})

test('an event is told to whoever listens, and what it is about is read again', async () => {
  let reads = 0
  const observer = new QueryObserver(cache, { queryKey: ['months', '2026-11'], queryFn: () => ++reads, staleTime: Infinity })
  stops.push(observer.subscribe(() => undefined))
  const socket = await live()
  await pass(1_000)
  reads = 0
  const heard: number[] = []
  stops.push(onTopic('entries', ({ seq }) => heard.push(seq)))
  socket.say({ type: 'event', seq: 2, at: '2026-11-20T07:00:00Z', topics: ['entries'] })
  await pass(200)
  expect([heard, reads]).toEqual([[2], 1])
})

test('what this tab is sending is read when it is sent', async () => {
  let reads = 0
  const observer = new QueryObserver(cache, { queryKey: ['months', '2026-11'], queryFn: () => ++reads, staleTime: Infinity })
  stops.push(observer.subscribe(() => undefined))
  const socket = await live()
  await pass(1_000)
  reads = 0
  const view = vi.spyOn(outbox, 'view')
  view.mockReturnValue({ ...outbox.view(), waiting: [{} as never] })
  socket.say({ type: 'event', seq: 2, at: '2026-11-20T07:00:00Z', topics: ['entries'] })
  await pass(1_000)
  expect(reads).toBe(0)
  view.mockRestore()
  await pass(200)
  expect(reads).toBe(1)
})

test('a paused account asks the server, which says why, and tries nothing by itself', async () => {
  let asked = 0
  const observer = new QueryObserver(cache, { queryKey: ['me'], queryFn: () => ++asked, staleTime: Infinity })
  stops.push(observer.subscribe(() => undefined))
  const socket = await live()
  await pass(1_000)
  const before = asked
  socket.end(4003)
  await pass(600_000)
  expect([asked - before, tickets()]).toEqual([1, 1])
})

test.each([
  ['a session that is over', () => problem(401, 'unauthenticated'), 1],
  ['a paused account', () => problem(403, 'account_disabled'), 1],
  ['a server that has no such thing', () => problem(404, 'not_found'), 3],
  ['a page in between', () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } }), 3],
])('%s gives no ticket', async (_, answer, tries) => {
  calls = serve({ [TICKET]: answer, 'POST /api/v1/auth/refresh': () => problem(401, 'unauthenticated') })
  follow('mira')
  await pass(3_000)
  expect(sockets).toEqual([])
  expect(tickets() >= tries && (tries > 1 || tickets() === 1)).toBe(true)
})

test('a server that has too much to do says when', async () => {
  calls = serve({ [TICKET]: () => new Response('{"code":"rate_limited","status":429}', { status: 429, headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '40' } }) })
  follow('mira')
  await pass(39_000)
  expect(tickets()).toBe(1)
  await pass(3_000)
  expect(tickets()).toBe(2)
})

test('a tab that nobody looks at lets go, and is back when somebody does', async () => {
  const look = (state: DocumentVisibilityState) => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
    document.dispatchEvent(new Event('visibilitychange'))
  }
  const socket = await live()
  look('hidden')
  for (let place = 0; place < 14; place++) {
    await pass(20_000)
    socket.say({ type: 'pong' })
  }
  expect(socket.isClosed).toBe(false)
  await pass(20_000)
  expect(socket.isClosed).toBe(true)
  look('visible')
  await opened(4)
  expect(sockets.at(-1)?.sent).toEqual(['{"type":"hello","ticket":"once","cursor":1}'])
})
