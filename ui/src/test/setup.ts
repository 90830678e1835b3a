import '@testing-library/jest-dom/vitest'
import { cleanup } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { speak, startI18n } from '@/i18n/i18n'

beforeAll(() => startI18n('en'))

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
