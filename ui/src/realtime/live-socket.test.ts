import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Ends, type LiveEvent, type Ticket, makeLiveSocket } from './live-socket'

/** The server's side of a connection. */
class FakeSocket extends EventTarget {
  sent: { type: string; cursor?: number | null; ticket?: string }[] = []
  isClosed = false

  send(text: string): void {
    this.sent.push(JSON.parse(text) as { type: string })
  }

  close(): void {
    this.isClosed = true
  }

  accept(): void {
    this.dispatchEvent(new Event('open'))
  }

  say(word: object | string): void {
    this.dispatchEvent(new MessageEvent('message', { data: typeof word === 'string' ? word : JSON.stringify(word) }))
  }

  event(seq: number, ...topics: string[]): void {
    this.say({ type: 'event', seq, at: '2026-11-20T07:00:00Z', topics })
  }

  end(code: number): void {
    this.isClosed = true
    this.dispatchEvent(Object.assign(new Event('close'), { code }))
  }
}

const GOOD: Ticket = { kind: 'ticket', ticket: 't' }
const PAUSE_MS = 500

let sockets: FakeSocket[]
let tickets: Ticket[]
let told: number[]
let anew: number[]
let lives: boolean[]
let isOffline: boolean
let paused: ReturnType<typeof vi.fn<() => void>>
let live: ReturnType<typeof makeLiveSocket>
let asked: number

const last = (): FakeSocket => sockets.at(-1)!

beforeEach(() => {
  vi.useFakeTimers()
  ;[sockets, tickets, told, anew, lives, isOffline, asked] = [[], [], [], [], [], false, 0]
  paused = vi.fn()
  const ends: Ends = {
    open: () => {
      sockets.push(new FakeSocket())
      return last() as unknown as WebSocket
    },
    askTicket: () => {
      asked += 1
      return Promise.resolve(tickets.shift() ?? GOOD)
    },
    onEvent: ({ seq }: LiveEvent) => told.push(seq),
    onAnew: (seq) => anew.push(seq),
    onLive: (now) => lives.push(now),
    onPaused: paused,
    isOffline: () => isOffline,
    pause: (tries) => PAUSE_MS * 2 ** tries,
  }
  live = makeLiveSocket(ends)
})

afterEach(() => {
  live.follow(null)
  vi.useRealTimers()
})

const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

/** The next connection is open, and at this event. */
async function opened(seq: number, ms = 0): Promise<FakeSocket> {
  await pass(ms)
  last().accept()
  last().say({ type: 'ready', seq })
  return last()
}

test('it says who it is and where it stands, and tells what happens from there on', async () => {
  live.follow('mira')
  const socket = await opened(7)
  expect(socket.sent).toEqual([{ type: 'hello', ticket: 't', cursor: null }])
  expect([anew, lives]).toEqual([[7], [true]])
  socket.event(8, 'entries')
  socket.event(9)
  expect(told).toEqual([8, 9])
})

test('after a drop it goes on where it was: nothing twice, nothing left out', async () => {
  live.follow('mira')
  const first = await opened(7)
  first.event(8)
  first.end(1006)
  first.event(9)
  const second = await opened(10, PAUSE_MS)
  expect(second.sent).toEqual([{ type: 'hello', ticket: 't', cursor: 8 }])
  for (const seq of [8, 9, 10]) second.event(seq)
  expect([told, anew, lives]).toEqual([[8, 9, 10], [7], [true, false, true]])
})

test('what is missing is asked for, and read if it stays away', async () => {
  live.follow('mira')
  const first = await opened(1)
  first.event(3)
  expect([told, first.isClosed]).toEqual([[], true])
  const second = await opened(3, PAUSE_MS)
  expect(second.sent[0]?.cursor).toBe(1)
  second.event(3)
  const third = await opened(3, PAUSE_MS)
  expect(third.sent[0]?.cursor).toBeNull()
  third.event(4)
  expect([told, anew]).toEqual([[4], [1, 3]])
})

test('a server that does not know the place says where to go on, and everything is read', async () => {
  live.follow('mira')
  ;(await opened(7)).end(1001)
  await pass(PAUSE_MS)
  last().accept()
  last().say({ type: 'resync', seq: 3 })
  last().event(4)
  expect([told, anew]).toEqual([[4], [7, 3]])
})

test('it tries less and less often, and at once when somebody looks', async () => {
  tickets = Array.from({ length: 5 }, (): Ticket => ({ kind: 'later', seconds: null }))
  live.follow('mira')
  await pass(500 + 1_000 + 2_000)
  expect(asked).toBe(4)
  await pass(3_999)
  expect(asked).toBe(4)
  live.nudge()
  await pass()
  expect(asked).toBe(5)
  await pass(PAUSE_MS)
  expect(asked).toBe(6)
})

test('without a network it hardly tries, and does when there is one', async () => {
  live.follow('mira')
  const socket = await opened(1)
  isOffline = true
  socket.end(1006)
  await pass(20_000)
  live.nudge()
  await pass(9_999)
  expect(asked).toBe(1)
  isOffline = false
  live.nudge()
  await opened(1)
  expect(lives).toEqual([true, false, true])
})

test('a server that says when is not asked before, not even when somebody looks', async () => {
  tickets = [{ kind: 'later', seconds: 60 }]
  live.follow('mira')
  await pass(2_000)
  live.nudge()
  await pass(58_000)
  expect(asked).toBe(1)
  await pass(500)
  expect(asked).toBe(2)
})

test.each([
  [4001, PAUSE_MS],
  [4008, 0],
  [1001, PAUSE_MS],
])('after %i it comes back in %i ms', async (code, ms) => {
  live.follow('mira')
  const socket = await opened(1)
  socket.end(code)
  await pass(ms)
  expect(asked).toBe(2)
})

test.each([4009, 4010, 4029])('after %i it leaves the place to others for a while', async (code) => {
  live.follow('mira')
  const socket = await opened(1)
  socket.end(code)
  await pass(60_000)
  expect(asked).toBe(1)
  live.nudge()
  await pass()
  expect(asked).toBe(2)
})

test.each([
  ['4400', () => last().end(4400), 0],
  ['4003', () => last().end(4003), 1],
])('after %s it stops until somebody signs in', async (_, end, pauses) => {
  live.follow('mira')
  await opened(1)
  end()
  await pass(600_000)
  live.nudge()
  live.wake()
  await pass()
  expect([asked, paused.mock.calls.length]).toEqual([1, pauses])
  live.follow('mira')
  await opened(2)
  expect(last().sent[0]?.cursor).toBe(1)
})

test.each(['over', 'paused'] as const)('a ticket that is refused (%s) stops it', async (kind) => {
  tickets = [{ kind }]
  live.follow('mira')
  await pass(600_000)
  expect([asked, paused.mock.calls.length]).toEqual([1, kind === 'paused' ? 1 : 0])
})

test('a connection that died without a word is noticed within 35 seconds, and one that answers stays', async () => {
  live.follow('mira')
  const socket = await opened(1)
  await pass(22_000)
  expect(socket.sent.at(-1)).toEqual({ type: 'ping' })
  socket.say({ type: 'pong' })
  await pass(22_000 + 9_000)
  expect(socket.isClosed).toBe(false)
  await pass(1_000)
  expect([socket.isClosed, lives.at(-1)]).toEqual([true, false])
})

test('after a sleep it finds out at once whether it is still connected', async () => {
  live.follow('mira')
  const socket = await opened(1)
  await pass(10_000)
  live.wake()
  expect(socket.sent.at(-1)).toEqual({ type: 'ping' })
  await pass(4_000)
  expect(socket.isClosed).toBe(true)
})

test('a handshake that hangs, and a word that is none, are given up', async () => {
  live.follow('mira')
  await pass(15_000)
  expect(last().isClosed).toBe(true)
  await opened(1, PAUSE_MS)
  last().say('{"type":')
  expect(last().isClosed).toBe(true)
  await pass(PAUSE_MS)
  expect(sockets).toHaveLength(3)
})

test('a word of a newer server is no reason to leave', async () => {
  live.follow('mira')
  const socket = await opened(1)
  socket.say({ type: 'refused', code: 'command_unknown' })
  socket.say({ type: 'something' })
  socket.event(2)
  expect([told, socket.isClosed]).toEqual([[2], false])
})

test('asleep it has no connection; awake it hears what it missed', async () => {
  live.follow('mira')
  const socket = await opened(1)
  live.sleep()
  await pass(600_000)
  expect([socket.isClosed, asked]).toEqual([true, 1])
  live.nudge()
  live.wake()
  await opened(3)
  for (const seq of [2, 3]) last().event(seq)
  expect([told, anew]).toEqual([[2, 3], [1]])
})

test('somebody else begins anew, and hears nothing of the one before', async () => {
  live.follow('mira')
  const first = await opened(5)
  live.follow('mira')
  expect(sockets).toHaveLength(1)
  live.follow('jonas')
  first.event(6)
  const second = await opened(40)
  expect(second.sent[0]?.cursor).toBeNull()
  second.event(41)
  expect([told, anew]).toEqual([[41], [5, 40]])
})

test('a ticket for somebody who left meanwhile opens nothing', async () => {
  live.follow('mira')
  live.follow(null)
  await pass(600_000)
  expect([sockets.length, asked]).toEqual([0, 1])
})

test('every tab waits a time of its own, half a second at least and thirty at most', async () => {
  const asks: number[] = []
  const alone = makeLiveSocket({
    open: () => new FakeSocket() as unknown as WebSocket,
    askTicket: () => {
      asks.push(Date.now())
      return Promise.resolve({ kind: 'later', seconds: null })
    },
    onEvent: () => undefined,
    onAnew: () => undefined,
    onLive: () => undefined,
    onPaused: () => undefined,
    isOffline: () => false,
  })
  alone.follow('mira')
  await pass(600_000)
  alone.follow(null)
  const waits = asks.slice(1).map((at, place) => at - asks[place]!)
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(500)
  expect(Math.max(...waits)).toBeLessThanOrEqual(30_000)
  expect(waits[0]).toBeLessThanOrEqual(1_000)
  expect(waits.at(-1)).toBeGreaterThanOrEqual(15_000)
})
