import { reading, writing } from '@/api/database'
import { type Item, MEMORY_SEQ, type NewItem, isWaiting } from './items'

/** Where waiting changes are kept. */
export interface Store {
  /** Keeps a change; it is on the disk when this resolves. Gives it with its place in the order. */
  add: (item: NewItem) => Promise<Item>
  /** Writes a change anew; false when it is not kept any more. */
  replace: (item: Item) => Promise<boolean>
  /** Keeps changes in the places they had. */
  put: (items: readonly Item[]) => Promise<void>
  remove: (seqs: number[]) => Promise<void>
  /** Everything that is kept, of everybody who signed in here, in the order of the taps. */
  all: () => Promise<Item[]>
  /** The oldest changes of a person that are to be sent, so many at most. */
  next: (person: string, count: number) => Promise<Item[]>
}

const isNext = (item: Item, person: string): boolean => item.person === person && isWaiting(item)

/* `strict`: the browser says yes only when the disk has it. */
const SAFE = { durability: 'strict' } as const

export const browserStore: Store = {
  /* The key is made by the store. */
  add: async (item) => ({ ...item, seq: await writing('outbox', (store) => store.add(item as Item), SAFE) }),
  replace: (item) =>
    writing(
      'outbox',
      async (store) => {
        const isThere = (await store.getKey(item.seq)) !== undefined
        if (isThere) await store.put(item)
        return isThere
      },
      SAFE,
    ),
  put: async (items) => {
    await writing('outbox', (store) => Promise.all(items.map((item) => store.put(item))), SAFE)
  },
  /* If this were lost, the changes would be sent once more, which does no harm. */
  remove: async (seqs) => {
    await writing('outbox', (store) => Promise.all(seqs.map((seq) => store.delete(seq))))
  },
  all: () => reading('outbox', (store) => store.getAll()),
  next: (person, count) =>
    reading('outbox', async (store) => {
      const found: Item[] = []
      let cursor = await store.openCursor()
      while (cursor && found.length < count) {
        if (isNext(cursor.value, person)) found.push(cursor.value)
        cursor = await cursor.continue()
      }
      return found
    }),
}

/** For a browser that keeps nothing: changes wait as long as the page is open. */
export function memoryStore(): Store {
  let items: Item[] = []
  let last = MEMORY_SEQ
  const without = (seqs: number[]) => items.filter(({ seq }) => !seqs.includes(seq))
  const store: Store = {
    add: (item) => {
      const added = { ...item, seq: (last += 1) }
      items = [...items, added]
      return Promise.resolve(added)
    },
    replace: (item) => {
      const isThere = items.some(({ seq }) => seq === item.seq)
      items = items.map((other) => (other.seq === item.seq ? item : other))
      return Promise.resolve(isThere)
    },
    put: (again) => {
      items = [...without(again.map(({ seq }) => seq)), ...again].sort((a, b) => a.seq - b.seq)
      return Promise.resolve()
    },
    remove: (seqs) => {
      items = without(seqs)
      return Promise.resolve()
    },
    all: () => Promise.resolve(items),
    next: (person, count) => Promise.resolve(items.filter((item) => isNext(item, person)).slice(0, count)),
  }
  return store
}

/** Milliseconds between tries: a database can fail to open once while the page before is still closing. */
const TRIES_MS = [50, 250, 1_000]

const after = (ms: number) => new Promise((done) => setTimeout(done, ms))

async function works(store: Store): Promise<boolean> {
  for (const ms of TRIES_MS) {
    try {
      await store.all()
      return true
    } catch {
      await after(ms)
    }
  }
  return false
}

const isInMemory = ({ seq }: Item): boolean => seq >= MEMORY_SEQ

/**
 * A store together with one in memory, which takes what the first cannot: where the browser keeps nothing, or its disk
 * is full, changes are sent as long as the page is open.
 */
export function fallingBack(disk: Store): Store {
  const memory = memoryStore()
  let checked: Promise<boolean> | null = null
  const hasDisk = () => (checked ??= works(disk))
  const homeOf = (item: Item) => (isInMemory(item) ? memory : disk)
  return {
    add: async (item) => {
      if (!(await hasDisk())) return memory.add(item)
      return disk.add(item).catch(() => memory.add(item))
    },
    replace: (item) => homeOf(item).replace(item),
    put: async (items) => {
      await memory.put(items.filter(isInMemory))
      if (await hasDisk()) await disk.put(items.filter((item) => !isInMemory(item)))
    },
    remove: async (seqs) => {
      await memory.remove(seqs)
      const kept = seqs.filter((seq) => seq < MEMORY_SEQ)
      if (kept.length > 0) await disk.remove(kept)
    },
    all: async () => [...((await hasDisk()) ? await disk.all() : []), ...(await memory.all())],
    next: async (person, count) => {
      const kept = (await hasDisk()) ? await disk.next(person, count) : []
      return kept.length > 0 ? kept : memory.next(person, count)
    },
  }
}
