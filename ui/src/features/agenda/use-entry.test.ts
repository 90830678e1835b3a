import { afterEach, expect, test, vi } from 'vitest'
import { outbox } from '@/api/outbox/outbox'
import { i18n } from '@/i18n/i18n'
import { TODAY, aCheck } from '@/test/factories'
import { serve } from '@/test/server'
import { entryOf } from './use-entry'

afterEach(() => vi.useRealTimers())

const words = { t: i18n.t, language: 'en' }

test('a tap comes after the one it answers, also by a clock that is behind or was set back', async () => {
  serve({})
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  vi.useFakeTimers({ now: Date.parse(`${TODAY}T08:00:00Z`), toFake: ['Date'] })
  const seen = aCheck({ state: 'done', look: 'done', tapped_at: `${TODAY}T08:05:00.123456Z` })
  entryOf(seen, TODAY, TODAY, words).clear()
  vi.setSystemTime(Date.parse(`${TODAY}T07:00:00Z`))
  entryOf(aCheck(), TODAY, TODAY, words).toggle()
  await vi.waitFor(() => expect(outbox.view().waiting).toHaveLength(2))
  const [first, second] = outbox.view().waiting.map(({ entry }) => entry.tapped_at)
  expect(first).toBe(`${TODAY}T08:05:00.124Z`)
  expect(second).toBe(`${TODAY}T08:05:00.125Z`)
})
