import { beforeEach, describe, expect, test, vi } from 'vitest'
import { database } from '@/api/database'
import { ApiProblem, Unreachable } from '@/api/problem'
import type { CheckOffRead } from '@/api/types'
import { type Item, type Tap, pause, verdictOn } from './items'
import { makeOutbox } from './outbox'
import { type Store, browserStore, fallingBack, memoryStore } from './store'

const ANSWER: CheckOffRead = { entry: null, habit: { streak: 1, longest_streak: 1, strength: 0.1 }, day: { date: '2026-11-20', due: 1, done: 1 } }

let made = 0

function aTap(more: Partial<Tap['entry']> = {}): Tap {
  made += 1
  const tappedAt = new Date(Date.UTC(2026, 10, 20, 7, 0, made)).toISOString()
  return { habitId: 'stretch', habitName: 'Stretch', day: '2026-11-20', entry: { state: 'done', tapped_at: tappedAt, zone: 'UTC', client_id: `tap-${String(made)}`, ...more } }
}

/** A server that answers as told, and remembers what reached it. */
function aServer(answer: (item: Item, count: number) => Promise<CheckOffRead> = () => Promise.resolve(ANSWER)) {
  const got: string[] = []
  const send = async (item: Item): Promise<CheckOffRead> => {
    const reply = await answer(item, got.length)
    got.push(item.entry.client_id ?? '')
    return reply
  }
  return { got, send }
}

const gone = () => Promise.reject(new Unreachable(null))
const refused = (status: number, code: string) => () => Promise.reject(new ApiProblem(status, { code, detail: 'Because.' }))

beforeEach(async () => {
  vi.stubGlobal('BroadcastChannel', undefined)
  await (await database()).clear('outbox')
})

describe('changes that wait', () => {
  test('are sent in the order of the taps, each once', async () => {
    const server = aServer()
    const box = makeOutbox(browserStore, server.send)
    await box.begin('mira')
    const taps = [aTap(), aTap(), aTap()]
    await Promise.all(taps.map(box.add))
    expect(await box.flush()).toBe(true)
    expect(server.got).toEqual(taps.map(({ entry }) => entry.client_id))
    expect(await browserStore.all()).toEqual([])
  })

  test('show at once, before the disk has them', async () => {
    const box = makeOutbox(browserStore, gone)
    await box.begin('mira')
    const kept = box.add(aTap())
    expect(box.view().waiting).toHaveLength(1)
    await kept
    expect(box.view().waiting).toHaveLength(1)
  })

  test('survive the page, and are sent by the next one with their own instant', async () => {
    const first = makeOutbox(browserStore, gone)
    await first.begin('mira')
    const tap = aTap({ note: 'in the tunnel' })
    await first.add(tap)
    await first.flush()
    await first.begin(null)

    const sent: Item[] = []
    const later = makeOutbox(browserStore, (item) => {
      sent.push(item)
      return Promise.resolve(ANSWER)
    })
    await later.begin('mira')
    expect(await later.flush()).toBe(true)
    expect(sent.map(({ entry }) => entry)).toEqual([tap.entry])
  })

  test('stay in order when the connection breaks in the middle', async () => {
    let isThere = false
    const server = aServer((_item, count) => (isThere || count < 2 ? Promise.resolve(ANSWER) : gone()))
    const box = makeOutbox(browserStore, server.send)
    await box.begin('mira')
    const taps = Array.from({ length: 5 }, () => aTap())
    for (const tap of taps) await box.add(tap)
    expect(await box.flush()).toBe(false)
    expect(box.view().waiting).toHaveLength(3)
    isThere = true
    expect(await box.flush()).toBe(true)
    expect(server.got).toEqual(taps.map(({ entry }) => entry.client_id))
  })

  test('belong to whoever made them: somebody else does not send them, but is told', async () => {
    const mine = makeOutbox(browserStore, gone)
    await mine.begin('mira')
    await mine.add(aTap())
    await mine.flush()
    await mine.begin(null)

    const server = aServer()
    const theirs = makeOutbox(browserStore, server.send)
    await theirs.begin('jonas')
    await theirs.flush()
    expect(theirs.view()).toEqual({ waiting: [], parked: [], others: 1, isSafe: true })
    expect(server.got).toEqual([])
    await theirs.begin('mira')
    await theirs.flush()
    expect(server.got).toHaveLength(1)
  })

  test('wait in memory where the browser keeps nothing', async () => {
    const server = aServer()
    const box = makeOutbox(memoryStore(), server.send)
    await box.begin('mira')
    await box.add(aTap())
    expect(await box.flush()).toBe(true)
    expect(server.got).toHaveLength(1)
  })

  test('nobody can add one who is not signed in', async () => {
    const box = makeOutbox(memoryStore(), gone)
    await expect(box.add(aTap())).rejects.toThrow('signed in')
  })
})

describe('a device', () => {
  const full = () => Promise.reject(new DOMException('Full', 'QuotaExceededError'))

  test('whose disk is full still sends, and says that the page must stay open', async () => {
    let isThere = false
    const server = aServer(() => (isThere ? Promise.resolve(ANSWER) : gone()))
    const box = makeOutbox(fallingBack({ ...browserStore, add: full }), server.send)
    await box.begin('mira')
    await box.add(aTap())
    await box.flush()
    expect(box.view()).toMatchObject({ waiting: [{ habitId: 'stretch' }], isSafe: false })
    isThere = true
    expect(await box.flush()).toBe(true)
    expect(server.got).toHaveLength(1)
  })

  test('whose database fails while it sends tries again later, and loses nothing', async () => {
    let isBroken = false
    const broken: Store = { ...browserStore, next: (...asked) => (isBroken ? Promise.reject(new DOMException('Gone', 'AbortError')) : browserStore.next(...asked)) }
    const server = aServer()
    const box = makeOutbox(fallingBack(broken), server.send)
    await box.begin('mira')
    isBroken = true
    await box.add(aTap())
    expect(await box.flush()).toBe(false)
    isBroken = false
    expect(await box.flush()).toBe(true)
    expect(server.got).toHaveLength(1)
  })

  test('whose browser closed the database without a word opens it again', async () => {
    const box = makeOutbox(browserStore, gone)
    await box.begin('mira')
    ;(await database()).close()
    await box.add(aTap())
    expect(await browserStore.all()).toHaveLength(1)
  })

  test('keeps hundreds of changes without reading them all again at each tap', async () => {
    const all = vi.fn(browserStore.all)
    const box = makeOutbox({ ...browserStore, all }, gone)
    await box.begin('mira')
    await Promise.all(Array.from({ length: 300 }, () => box.add(aTap())))
    await box.flush()
    expect(box.view().waiting).toHaveLength(300)
    expect(all.mock.calls.length).toBeLessThan(5)
    await box.begin(null)
  })

  test('gives everything up when somebody signs out', async () => {
    const server = aServer()
    const box = makeOutbox(browserStore, gone)
    await box.begin('mira')
    await box.add(aTap())
    await box.clear()
    expect(box.view()).toEqual({ waiting: [], parked: [], others: 0, isSafe: true })
    expect(await browserStore.all()).toEqual([])
    expect(server.got).toEqual([])
  })
})

describe('a new token of the same person', () => {
  test('does not begin another round behind one that fails', async () => {
    let tries = 0
    const box = makeOutbox(browserStore, async () => {
      tries += 1
      await box.begin('mira')
      throw new Unreachable(null)
    })
    await box.begin('mira')
    await box.add(aTap())
    await box.flush()
    await new Promise((done) => setTimeout(done, 50))
    expect(tries).toBeLessThan(4)
    await box.begin(null)
  })
})

describe('without locks', () => {
  test('what another tab has had stored is not told as refused', async () => {
    const told: Item[] = []
    const box = makeOutbox(browserStore, async (item) => {
      await browserStore.remove([item.seq])
      throw new ApiProblem(409, { code: 'skip_budget_spent', detail: 'Because.' })
    })
    box.onParked((item) => told.push(item))
    await box.begin('mira')
    await box.add(aTap())
    await box.flush()
    expect(told).toEqual([])
  })
})

describe('tabs', () => {
  test('show what is tapped and sent in another one', async () => {
    vi.unstubAllGlobals()
    let isThere = false
    const server = aServer(() => (isThere ? Promise.resolve(ANSWER) : gone()))
    const [one, other] = [makeOutbox(browserStore, server.send), makeOutbox(browserStore, server.send)]
    await one.begin('mira')
    await other.begin('mira')
    await one.add(aTap())
    await other.add(aTap())
    await vi.waitFor(() => expect([one.view().waiting.length, other.view().waiting.length]).toEqual([2, 2]))
    isThere = true
    await one.flush()
    await vi.waitFor(() => expect([one.view().waiting.length, other.view().waiting.length]).toEqual([0, 0]))
    await one.begin(null)
    await other.begin(null)
  })
})

describe('changes that the server refuses', () => {
  test('are kept with the reason, told, and do not hold up the others', async () => {
    const server = aServer((item) => (item.entry.note === 'no' ? refused(409, 'habit_archived')() : Promise.resolve(ANSWER)))
    const box = makeOutbox(browserStore, server.send)
    const told: Item[] = []
    box.onParked((item) => told.push(item))
    await box.begin('mira')
    await box.add(aTap({ note: 'no' }))
    await box.add(aTap())
    await box.flush()
    expect(server.got).toHaveLength(1)
    expect(box.view().parked.map(({ refusal }) => refusal?.code)).toEqual(['habit_archived'])
    expect(told).toHaveLength(1)
  })

  test('can be tried again, given up, and taken up again in their place', async () => {
    let isRight = false
    const server = aServer(() => (isRight ? Promise.resolve(ANSWER) : refused(422, 'validation')()))
    const box = makeOutbox(browserStore, server.send)
    await box.begin('mira')
    await box.add(aTap())
    await box.flush()
    const parked = box.view().parked
    await box.discard(parked)
    expect(box.view().parked).toEqual([])
    await box.keepAgain(parked)
    expect(box.view().parked).toEqual(parked)
    isRight = true
    await box.retry(parked)
    await box.flush()
    expect(box.view()).toEqual({ waiting: [], parked: [], others: 0, isSafe: true })
    expect(server.got).toHaveLength(1)
  })

  test('a session that is over keeps everything', async () => {
    const box = makeOutbox(browserStore, refused(401, 'session_over'))
    await box.begin('mira')
    await box.add(aTap())
    expect(await box.flush()).toBe(false)
    expect(box.view().waiting).toHaveLength(1)
  })

  test('what breaks the server again and again is put aside', async () => {
    const server = aServer((item) => (item.entry.note === 'boom' ? refused(500, 'unexpected')() : Promise.resolve(ANSWER)))
    const box = makeOutbox(browserStore, server.send)
    await box.begin('mira')
    await box.add(aTap({ note: 'boom' }))
    await box.add(aTap())
    for (let round = 0; round < 5; round += 1) await box.flush()
    expect(box.view().parked).toHaveLength(1)
    expect(server.got).toHaveLength(1)
  })

  test('the outcome of one change is told to whoever waits for it', async () => {
    const box = makeOutbox(browserStore, refused(422, 'validation'))
    await box.begin('mira')
    const tap = aTap()
    await box.add(tap)
    expect(await box.outcome(tap.entry.client_id ?? '', 1_000)).toMatchObject({ kind: 'parked', refusal: { status: 422 } })
  })
})

describe('what a failure means', () => {
  test.each([
    [503, 'wait'],
    [507, 'wait'],
    [429, 'wait'],
    [500, 'wait'],
    [401, 'signed-out'],
    [403, 'signed-out'],
    [404, 'park'],
    [409, 'park'],
    [422, 'park'],
  ])('%i: %s', (status, verdict) => {
    expect(verdictOn(new ApiProblem(status, {}), 1)).toBe(verdict)
  })

  test('a server that is not there is waited for', () => {
    expect(verdictOn(new Unreachable(null), 99)).toBe('wait')
  })

  test('tries come less often, as often as the server wishes, and never stop', () => {
    expect([1, 2, 3, 4, 5, 6, 40].map((tries) => pause(tries, null))).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
    expect(pause(1, new ApiProblem(503, {}, 7))).toBe(7_000)
  })
})
