import type { QueryClient } from '@tanstack/react-query'
import { forgetAnswers, keepAnswers, restoreAnswers } from '@/api/kept-answers'
import type { Item } from '@/api/outbox/items'
import { outbox, sendWhenPossible } from '@/api/outbox/outbox'
import { knownPerson } from '@/api/person'
import { ensureSession, onSessionLost, whenBegun } from '@/api/session'
import { followOutbox } from '@/features/agenda/agenda.queries'

interface Listeners {
  /** Called when the session is over without this tab's doing. */
  onLost: () => void
  /** Called with a change that the server does not accept. */
  onRefused: (item: Item) => void
}

/** A browser whose database does not open must not keep anybody from the app. */
const PATIENCE_MS = 1_000

/**
 * Fills the cache with what this device keeps, so that the first paint shows the day, and begins to follow the changes
 * that wait here. Resolves when the page can be drawn; the server is asked meanwhile.
 */
export async function start(cache: QueryClient, { onLost, onRefused }: Listeners): Promise<void> {
  const person = knownPerson()
  keepAnswers(cache.getQueryCache(), knownPerson)
  followSession(cache, person, onLost)
  const restored = Promise.all([restoreAnswers(cache, person, __SHAPE__), outbox.begin(person)])
  await Promise.race([restored, new Promise((done) => setTimeout(done, PATIENCE_MS))])
  if (person !== null) {
    /* Whether the session still lives shows with the first answer; without a network nothing is lost. */
    ensureSession().catch(() => undefined)
  }
  followOutbox(cache, onRefused)
  sendWhenPossible()
}

function followSession(cache: QueryClient, person: string | null, onLost: () => void): void {
  let current = person
  whenBegun((whose) => {
    if (whose !== current) {
      current = whose
      cache.clear()
      void forgetAnswers()
    }
    void outbox.begin(whose)
  })
  onSessionLost(() => {
    current = null
    cache.clear()
    void forgetAnswers()
    void outbox.begin(null)
    onLost()
  })
}
