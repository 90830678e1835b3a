import 'fake-indexeddb/auto'
import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { database } from '@/api/database'
import { outbox } from '@/api/outbox/outbox'
import { restOfWords, speak } from '@/i18n/i18n'

/* A busy machine is slow, not wrong. */
configure({ asyncUtilTimeout: 5_000 })

beforeAll(restOfWords)

/* Somebody is signed in, and nothing waits on their device. */
beforeEach(async () => {
  await (await database()).clear('outbox')
  await outbox.begin('mira')
})

/* A warning is a fault: whatever React, Mantine or we ourselves complain about fails the test. */
beforeEach(() => {
  for (const level of ['error', 'warn'] as const) {
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => {
      throw new Error(`console.${level}: ${words.map(String).join(' ')}`)
    })
  }
})

afterEach(async () => {
  cleanup()
  await outbox.begin(null)
  await speak('en')
  localStorage.clear()
})

vi.stubGlobal('matchMedia', (query: string) => ({
  matches: false,
  media: query,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}))

vi.stubGlobal(
  'ResizeObserver',
  class {
    observe = () => undefined
    unobserve = () => undefined
    disconnect = () => undefined
  },
)

vi.stubGlobal('scrollTo', () => undefined)

/* axe measures text on a canvas when it can; jsdom has none. */
HTMLCanvasElement.prototype.getContext = () => null
