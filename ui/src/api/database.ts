import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, type StoreNames, openDB } from 'idb'
import type { Item } from './outbox/items'

/** An answer of the server that this device keeps for the next start. */
export interface KeptAnswer {
  hash: string
  person: string
  /** The shape of the API it has: another release may not be able to read it. */
  release: string
  key: readonly unknown[]
  data: unknown
  /** When it was fetched, in milliseconds since 1970. */
  at: number
}

export interface Stores extends DBSchema {
  outbox: { key: number; value: Item }
  answers: { key: string; value: KeptAnswer }
  facts: { key: string; value: string }
}

const NAME = 'habitus'
const VERSION = 1

let opened: Promise<IDBPDatabase<Stores>> | null = null

const forget = () => {
  opened = null
}

/**
 * This browser's database, shared by tabs and service worker. Rejects where there is none, for example in some
 * private windows. After signing out cleared it, the next call opens a new one.
 */
export function database(): Promise<IDBPDatabase<Stores>> {
  opened ??= openDB<Stores>(NAME, VERSION, {
    upgrade(db) {
      db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true })
      db.createObjectStore('answers', { keyPath: 'hash' })
      db.createObjectStore('facts')
    },
    blocking(_version, _newer, event) {
      ;(event.target as IDBDatabase).close()
      forget()
    },
    terminated: forget,
  }).catch((cause: unknown) => {
    forget()
    throw cause
  })
  return opened
}

/** What a connection fails with that the browser closed, some of them without a word. */
const CLOSED = ['InvalidStateError', 'UnknownError', 'AbortError']

/** Runs a task on the database; once more on a new connection where the old one was dead. */
async function onDatabase<T>(task: (db: IDBPDatabase<Stores>) => Promise<T>): Promise<T> {
  try {
    return await task(await database())
  } catch (error) {
    if (!(error instanceof DOMException && CLOSED.includes(error.name))) throw error
    forget()
    return task(await database())
  }
}

type StoreName = StoreNames<Stores>
type Writable<Name extends StoreName> = IDBPObjectStore<Stores, [Name], Name, 'readwrite'>

/** Runs a task on one store in a transaction of its own; resolves when all of it is written, rejects when nothing is. */
export const writing = <Name extends StoreName, T>(
  name: Name,
  task: (store: Writable<Name>) => Promise<T>,
  options?: IDBTransactionOptions,
): Promise<T> =>
  onDatabase(async (db) => {
    const tx = db.transaction(name, 'readwrite', options)
    /* Together: a failure of one is a failure of the other, and both are heard. */
    const [result] = await Promise.all([task(tx.store), tx.done])
    return result
  })

/** Reads from one store. */
export const reading = <Name extends StoreName, T>(
  name: Name,
  task: (store: IDBPObjectStore<Stores, [Name], Name>) => Promise<T>,
): Promise<T> =>
  onDatabase((db) => {
    const tx = db.transaction(name)
    /* What ends it early, such as signing out in the middle, is told by the task too. */
    tx.done.catch(() => undefined)
    return task(tx.store)
  })
