import { isOnline, noteReached, onConnection } from '@/api/connection'
import type { CheckOffRead } from '@/api/types'
import { askForBackground } from './background'
import { type Ending, alone, drain } from './drain'
import { type Item, type Refusal, type Tap, isParked, isSafe, isWaiting, pause } from './items'
import { send } from './send'
import { type Store, browserStore, fallingBack } from './store'
import { makeChannel } from './words'

/** What waits on this device, as a screen sees it. A new object whenever something changed. */
export interface OutboxView {
  /** Of the person who is signed in, in the order of the taps. */
  waiting: readonly Item[]
  /** Refused by the server: kept until the person decides. */
  parked: readonly Item[]
  /** How many changes other people left on this device. */
  others: number
  /** Whether all of it outlives this page. */
  isSafe: boolean
}

/** How a change ended: stored, refused, or still on its way. */
export type Outcome = { kind: 'stored' } | { kind: 'parked'; item: Item; refusal: Refusal } | { kind: 'waiting' }

type OnStored = (item: Item, answer: CheckOffRead) => void

const NOTHING: OutboxView = { waiting: [], parked: [], others: 0, isSafe: true }

/**
 * The changes a person made and the server has not taken yet: kept on this device, sent in the order of the taps, one
 * tab at a time. Every tab shows the same.
 */
export function makeOutbox(store: Store = fallingBack(browserStore), sendItem: typeof send = send) {
  let person: string | null = null
  /** Counted up with each sign-in, so that a round of the one before ends. */
  let session = 0
  let items: Item[] = []
  /** Tapped, and on their way to the disk. */
  let fresh: Item[] = []
  let view = NOTHING
  let running: Promise<void> | null = null
  let isAskedAgain = false
  /** Counted up with each change to `items`: what was read before it is old. */
  let version = 0
  let tries = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const listeners = new Set<() => void>()
  const storedListeners = new Set<OnStored>()
  const drainedListeners = new Set<() => void>()
  const parkedListeners = new Set<(item: Item) => void>()

  const show = () => {
    const known = new Set(fresh.length > 0 ? items.map(({ entry }) => entry.client_id) : [])
    const all = [...items, ...fresh.filter(({ entry }) => !known.has(entry.client_id))]
    const own = all.filter((item) => item.person === person)
    view = { waiting: own.filter(isWaiting), parked: own.filter(isParked), others: all.length - own.length, isSafe: all.every(isSafe) }
    for (const listener of listeners) listener()
  }

  const set = (next: Item[]) => {
    version += 1
    items = next
    show()
  }

  /** Reads what is kept; again when something changed meanwhile. Where that fails, what was known stays. */
  const load = async (): Promise<void> => {
    const before = version
    const all = await store.all().catch(() => null)
    if (version !== before) return load()
    if (all) set(all)
  }

  const without = ({ entry }: Item): Item[] => items.filter((other) => other.entry.client_id !== entry.client_id)

  const take = (item: Item) => set([...without(item), item].sort((one, other) => one.seq - other.seq))

  const tellStored: OnStored = (item, answer) => {
    for (const listener of storedListeners) listener(item, answer)
    set(without(item))
  }

  const channel = makeChannel((word) => {
    if (word.kind === 'stored') tellStored(word.item, word.answer)
    else if (word.kind === 'added') take(word.item)
    else void load()
    if (word.kind === 'drained') drained()
  })

  const drained = () => {
    for (const listener of drainedListeners) listener()
  }

  const round = async (): Promise<Ending> => {
    const [whose, mine] = [person, session]
    if (whose === null) return { kind: 'signed-out' }
    let count = 0
    const ending = await alone(() =>
      drain({
        store,
        person: whose,
        isCurrent: () => session === mine,
        send: sendItem,
        onStored: (item, answer) => {
          count += 1
          tries = 0
          tellStored(item, answer)
          channel.say({ kind: 'stored', item, answer })
        },
        onParked: (item) => {
          count += 1
          channel.say({ kind: 'changed' })
          for (const listener of parkedListeners) listener(item)
        },
      }),
    )
    /* Another tab may have sent them. */
    if (count > 0 || ending.kind === 'empty') await load()
    if (count > 0) {
      drained()
      channel.say({ kind: 'drained' })
    }
    return ending
  }

  const once = async () => {
    const ending = await round().catch((error: unknown): Ending => ({ kind: 'stopped', error }))
    if (ending.kind !== 'stopped') return
    tries += 1
    if (tries === 1) void askForBackground()
    timer = setTimeout(sendSoon, pause(tries, ending.error))
  }

  /** Sends what waits now; while that is happening, once more afterwards. */
  const sendSoon = (): void => {
    clearTimeout(timer)
    isAskedAgain = running !== null
    if (running) return
    const mine = once().finally(() => {
      if (running !== mine) return
      running = null
      if (isAskedAgain) sendSoon()
    })
    running = mine
  }

  /** Resolves when nothing is being sent. */
  const idle = async () => {
    while (running) await running
  }

  const change = async (write: Promise<unknown>) => {
    await write
    await load()
    channel.say({ kind: 'changed' })
  }

  return {
    /** Whose changes are shown and sent from now on; null after signing out. */
    begin: async (whose: string | null): Promise<void> => {
      /* A new token for the same person changes nothing for a round that is on its way. */
      if (whose === person && running) return
      if (whose !== person) {
        session += 1
        running = null
      }
      person = whose
      tries = 0
      clearTimeout(timer)
      show()
      await load()
      if (view.waiting.length > 0) sendSoon()
    },
    /** Keeps a change and sends it when it can. It shows at once; resolves when it is safe on this device. */
    add: async (tap: Tap): Promise<void> => {
      if (person === null) throw new Error('Nobody is signed in.')
      const item = { ...tap, person, failures: 0, refusal: null }
      const shown = { ...item, seq: Infinity }
      fresh = [...fresh, shown]
      show()
      try {
        const added = await store.add(item)
        fresh = fresh.filter((other) => other !== shown)
        take(added)
        if (isSafe(added)) channel.say({ kind: 'added', item: added })
      } catch (error) {
        fresh = fresh.filter((other) => other !== shown)
        show()
        throw error
      }
      sendSoon()
    },
    sendSoon,
    /** Resolves when nothing of the person waits any more (true), or when a round could not send it all (false). */
    flush: async (): Promise<boolean> => {
      sendSoon()
      await idle()
      return view.waiting.length === 0
    },
    /** Tries refused changes once more. */
    retry: async (parked: readonly Item[]): Promise<void> => {
      await change(Promise.all(parked.map((item) => store.replace({ ...item, refusal: null, failures: 0 }))))
      sendSoon()
    },
    /** Gives changes up for good. */
    discard: (unwanted: readonly Item[]): Promise<void> => change(store.remove(unwanted.map(({ seq }) => seq))),
    /** Takes up again what was given up, in its old place. */
    keepAgain: async (items: readonly Item[]): Promise<void> => {
      await change(store.put(items))
    },
    /** Gives up everything on this device, of everybody, and is nobody's from then on. */
    clear: async (): Promise<void> => {
      session += 1
      running = null
      person = null
      clearTimeout(timer)
      await store.remove((await store.all()).map(({ seq }) => seq))
      await change(Promise.resolve())
    },
    view: (): OutboxView => view,
    /** Calls `listener` whenever the view changed; returns how to stop. */
    onChange: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Calls `listener` with every change that was stored, from whatever tab; returns how to stop. */
    onStored: (listener: OnStored): (() => void) => {
      storedListeners.add(listener)
      return () => storedListeners.delete(listener)
    },
    /** Calls `listener` after a round that stored or parked something. */
    onDrained: (listener: () => void): (() => void) => {
      drainedListeners.add(listener)
      return () => drainedListeners.delete(listener)
    },
    /** Calls `listener` with every change the server refused, in the tab that sent it. */
    onParked: (listener: (item: Item) => void): (() => void) => {
      parkedListeners.add(listener)
      return () => parkedListeners.delete(listener)
    },
    /** How the change with this id stands once the round that has it is over, or `ms` have passed. */
    outcome: async (clientId: string, ms: number): Promise<Outcome> => {
      await Promise.race([idle(), new Promise((done) => setTimeout(done, ms))])
      const parked = view.parked.find(({ entry }) => entry.client_id === clientId)
      if (parked?.refusal) return { kind: 'parked', item: parked, refusal: parked.refusal }
      return view.waiting.some(({ entry }) => entry.client_id === clientId) ? { kind: 'waiting' } : { kind: 'stored' }
    },
  }
}

export const outbox = makeOutbox()

/** Sends what waits whenever the server may be there again: found by another request, back online, or looked at. */
export function sendWhenPossible(box: typeof outbox = outbox): void {
  const again = () => {
    if (box.view().waiting.length > 0) box.sendSoon()
  }
  onConnection(() => {
    if (isOnline()) again()
  })
  addEventListener('online', again)
  addEventListener('offline', () => noteReached(false))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') again()
  })
  addEventListener('beforeunload', (event) => {
    if (!box.view().isSafe) event.preventDefault()
  })
}

