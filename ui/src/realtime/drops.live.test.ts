import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cut, CuttingProxy } from '@/test/cutting-proxy'
import { Habitus, freePort, pause } from '@/test/habitus'
import { type LiveEvent, type Ticket, makeLiveSocket } from './live-socket'
import { onTopic, tell } from './topics'

/* A real server, real connections, and every way to lose them. `make live DROPS=60` is the short form. */
const DROPS = Number(process.env['DROPS'] ?? 1_000)
const WRITERS = 4
const RESTARTS = Math.max(1, Math.round(DROPS / 250))
const SILENCES = Math.max(1, Math.round(DROPS / 500))

let habitus: Habitus
let proxy: CuttingProxy
let proxyPort: number

beforeAll(async () => {
  habitus = new Habitus(await freePort())
  await habitus.start()
  await habitus.setUp()
  proxyPort = await freePort()
  proxy = new CuttingProxy(proxyPort, habitus.port)
}, 60_000)

afterAll(async () => {
  proxy.close()
  await habitus.remove()
})

const one = <T>(values: readonly T[]): T => values[Math.floor(Math.random() * values.length)] as T

async function aHabit(name: string): Promise<string> {
  const goal = { schedule: 'daily', target: 100_000 }
  const look = { color: 'clay', icon: 'run', section: 'anytime' }
  const { status, body } = await habitus.call('POST', '/habits', { name, kind: 'build', measure: 'amount', unit: 'sips', goal, ...look })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return String(body['id'])
}

/** Adds to a habit's day again and again, and gives how much the server took. */
async function write(id: string, isOver: () => boolean): Promise<number> {
  const day = new Date().toISOString().slice(0, 10)
  let stored = 0
  while (!isOver()) {
    const entry = { state: 'done', increment: 1, tapped_at: new Date().toISOString(), zone: 'UTC', client_id: crypto.randomUUID() }
    const { status } = await habitus.call('PUT', `/habits/${id}/entries/${day}`, entry)
    if (status === 200) stored += 1
    else if (status === 401) await habitus.signIn()
    else await pause(200)
    await pause(Math.random() < 0.3 ? 5 : 50 + Math.random() * 400)
  }
  return stored
}

async function askTicket(): Promise<Ticket> {
  const { status, body } = await habitus.call('POST', '/realtime/tickets', {})
  if (status === 201) return { kind: 'ticket', ticket: String(body['ticket']) }
  if (status === 401) await habitus.signIn().catch(() => undefined)
  return { kind: 'later', seconds: null }
}

/** The module, with all it was told; only its pauses are shorter than in a browser. */
function aFollower() {
  const told: LiveEvent[] = []
  const anew: number[] = []
  const lives: boolean[] = []
  let opened: WebSocket | null = null
  const socket = makeLiveSocket({
    open: () => (opened = new WebSocket(`ws://127.0.0.1:${proxyPort}/api/v1/realtime`)),
    askTicket,
    onEvent: (event) => {
      told.push(event)
      tell(event)
    },
    onAnew: (seq) => anew.push(seq),
    onLive: (isLive) => lives.push(isLive),
    onPaused: () => undefined,
    isOffline: () => false,
    pause: () => Math.random() * 30,
  })
  return { told, anew, lives, socket, closeHere: () => opened?.close(), isLive: () => lives.at(-1) === true }
}

type Follower = ReturnType<typeof aFollower>

async function until(holds: () => boolean, what: string, ms = 30_000): Promise<void> {
  const end = Date.now() + ms
  while (!holds()) {
    if (Date.now() > end) throw new Error(`It did not happen: ${what}`)
    await pause(5)
  }
}

/** The server is ended, by turns in good order and by force, and started again. */
async function restart(turn: number): Promise<void> {
  await habitus.end(turn % 2 === 0 ? 'SIGTERM' : 'SIGKILL')
  await habitus.start()
}

/** Nothing comes through any more, and nobody says so: looking at the tab finds out. */
async function fallSilent({ socket, isLive, lives }: Follower): Promise<void> {
  await until(isLive, 'a connection')
  const before = lives.length
  proxy.cut('silence')
  await pause(4_100)
  socket.nudge()
  await until(() => lives.length > before, 'a silent connection is noticed', 6_000)
}

const CUTS: (Cut | 'here')[] = ['reset', 'end', 'middle', 'here']

/** So many times, evenly, in all drops. */
const isTurn = (place: number, times: number): boolean => place % Math.floor(DROPS / times) === 7

async function drop(follower: Follower, counts: Map<string, number>): Promise<void> {
  const how = one(CUTS)
  const phase = follower.isLive() ? 'live' : 'opening'
  if (how === 'here') follower.closeHere()
  else proxy.cut(how)
  for (const what of [how, phase]) counts.set(what, (counts.get(what) ?? 0) + 1)
  /* A torn connection ends with what the server says next. */
  await pause(0)
}

test(`${DROPS} drops: every event once, in order`, { timeout: 3_600_000 }, async () => {
  const begun = Date.now()
  const ids = await Promise.all(Array.from({ length: WRITERS }, (_, place) => aHabit(`Water ${place}`)))
  const follower = aFollower()
  const heard: number[] = []
  const stop = onTopic('entries', ({ seq }) => heard.push(seq))
  follower.socket.follow('mira')
  await until(follower.isLive, 'the first connection')

  let isOver = false
  const writers = ids.map((id) => write(id, () => isOver))
  const counts = new Map<string, number>()
  for (let place = 0; place < DROPS; place++) {
    if (isTurn(place, RESTARTS)) await restart(place)
    if (isTurn(place + 5, SILENCES)) await fallSilent(follower)
    /* Every third time wherever it is, ticket and handshake included. */
    await until(place % 3 === 0 ? () => proxy.open > 0 : follower.isLive, 'a connection to cut')
    await pause(Math.random() * 60)
    await drop(follower, counts)
    if (Math.random() < 0.1) follower.socket.nudge()
  }
  isOver = true
  const stored = (await Promise.all(writers)).reduce((sum, count) => sum + count, 0)

  const start = follower.anew[0] ?? Number.NaN
  const truth = habitus.events(start)
  const last = truth.at(-1)?.seq ?? 0
  await until(() => follower.told.at(-1)?.seq === last, `event ${last} arrives`)
  follower.socket.follow(null)
  stop()

  const figures = { drops: DROPS, ...Object.fromEntries(counts), restarts: RESTARTS, silences: SILENCES, connections: follower.lives.filter(Boolean).length, writes: stored, events: truth.length, delivered: follower.told.length, seconds: Math.round((Date.now() - begun) / 1_000) }
  process.stdout.write(`${JSON.stringify(figures)}\n`)
  expect(follower.anew).toEqual([start])
  expect(follower.told.map(({ seq, topics }) => ({ seq, topics: topics.join(' ') }))).toEqual(truth.map(({ seq, topics }) => ({ seq, topics })))
  expect(truth.map(({ seq }) => seq)).toEqual(truth.map((_, place) => start + 1 + place))
  expect(heard).toEqual(truth.filter(({ topics }) => topics === 'entries' || topics === '').map(({ seq }) => seq))
  expect(stored).toBeGreaterThan(DROPS / 10)
})
