import { database } from '@/api/database'
import { type Item, type NewItem, isWaiting } from './items'

/** Where waiting changes are kept. */
export interface Store {
  /** Keeps a change; it is on the disk when this resolves. Gives it with its place in the order. */
  add: (item: NewItem) => Promise<Item>
  /** Writes a change anew if it is still kept. */
  replace: (item: Item) => Promise<void>
  /** Keeps a change in the place it had. */
  put: (item: Item) => Promise<void>
  remove: (seqs: number[]) => Promise<void>
  /** Everything that is kept, of everybody who signed in here, in the order of the taps. */
  all: () => Promise<Item[]>
  /** The oldest change of a person that is to be sent. */
  next: (person: string) => Promise<Item | null>
}

const isNext = (item: Item, person: string): boolean => item.person === person && isWaiting(item)

/* `strict`: the browser says yes only when the disk has it. */
const SAFE = { durability: 'strict' } as const

export const browserStore: Store = {
  add: async (item) => {
    const tx = (await database()).transaction('outbox', 'readwrite', SAFE)
    /* The key is made by the store. */
    const seq = await tx.store.add(item as Item)
    await tx.done
    return { ...item, seq }
  },
  replace: async (item) => {
    const tx = (await database()).transaction('outbox', 'readwrite', SAFE)
    if (await tx.store.getKey(item.seq)) await tx.store.put(item)
    await tx.done
  },
  put: async (item) => {
    await (await database()).put('outbox', item)
  },
  remove: async (seqs) => {
    /* If this were lost, the change would be sent once more, which does no harm. */
    const tx = (await database()).transaction('outbox', 'readwrite')
    await Promise.all([...seqs.map((seq) => tx.store.delete(seq)), tx.done])
  },
  all: async () => (await database()).getAll('outbox'),
  next: async (person) => {
    let cursor = await (await database()).transaction('outbox').store.openCursor()
    while (cursor && !isNext(cursor.value, person)) cursor = await cursor.continue()
    return cursor?.value ?? null
  },
}

/** For a browser that keeps nothing: changes wait as long as the page is open. */
export function memoryStore(): Store {
  let items: Item[] = []
  let last = 0
  return {
    add: (item) => {
      const added = { ...item, seq: (last += 1) }
      items = [...items, added]
      return Promise.resolve(added)
    },
    replace: (item) => {
      items = items.map((other) => (other.seq === item.seq ? item : other))
      return Promise.resolve()
    },
    put: (item) => {
      items = [...items.filter(({ seq }) => seq !== item.seq), item].sort((a, b) => a.seq - b.seq)
      return Promise.resolve()
    },
    remove: (seqs) => {
      items = items.filter(({ seq }) => !seqs.includes(seq))
      return Promise.resolve()
    },
    all: () => Promise.resolve(items),
    next: (person) => Promise.resolve(items.find((item) => isNext(item, person)) ?? null),
  }
}

/** Milliseconds between tries: a database can fail to open once while the page before is still closing. */
const TRIES_MS = [50, 250, 1_000]

const after = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** The store when it works, else one in memory. */
async function working(store: Store): Promise<Store> {
  for (const ms of TRIES_MS) {
    try {
      await store.all()
      return store
    } catch {
      await after(ms)
    }
  }
  return memoryStore()
}

/** The browser's own store, or one in memory where the browser has none. */
export function fallingBack(store: Store): Store {
  let chosen: Promise<Store> | null = null
  const inUse = () => (chosen ??= working(store))
  return {
    add: async (item) => (await inUse()).add(item),
    replace: async (item) => (await inUse()).replace(item),
    put: async (item) => (await inUse()).put(item),
    remove: async (seqs) => (await inUse()).remove(seqs),
    all: async () => (await inUse()).all(),
    next: async (person) => (await inUse()).next(person),
  }
}
