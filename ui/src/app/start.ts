import type { QueryClient } from '@tanstack/react-query'
import { forgetAnswers, keepAnswers, restoreAnswers } from '@/api/kept-answers'
import type { Item } from '@/api/outbox/items'
import { outbox, sendWhenPossible } from '@/api/outbox/outbox'
import { knownPerson } from '@/api/person'
import { ensureSession, onSessionEnd, startAs, whenBegun } from '@/api/session'
import { followOutbox } from '@/features/agenda/agenda.queries'
import { followingEvents } from './live'
import { installWorker } from './worker'

interface Listeners {
  /** Called when the session is over without this tab's doing. */
  onLost: () => void
  /** Called when somebody else signed in in this browser: nothing on the screen is theirs. */
  onReplaced: () => void
  /** Called with a change that the server does not accept. */
  onRefused: (item: Item) => void
}

/** A browser whose database does not open must not keep anybody from the app. */
const PATIENCE_MS = 1_000

/**
 * Fills the cache with what this device keeps, so that the first paint shows the day, and begins to follow the changes
 * that wait here. Resolves when the page can be drawn; the server is asked meanwhile.
 */
export async function start(cache: QueryClient, listeners: Listeners): Promise<void> {
  const person = knownPerson()
  startAs(person)
  keepAnswers(cache.getQueryCache(), { person: followSession(cache, person, listeners), release: __SHAPE__ })
  const restored = Promise.all([restoreAnswers(cache, person, __SHAPE__), outbox.begin(person)])
  await Promise.race([restored, new Promise((done) => setTimeout(done, PATIENCE_MS))])
  if (person !== null) {
    /* Whether the session still lives shows with the first answer; without a network nothing is lost. */
    ensureSession().catch(() => undefined)
  }
  followOutbox(cache, listeners.onRefused)
  sendWhenPossible()
}

/** Tells whose tab this is, from now on. */
function followSession(cache: QueryClient, person: string | null, { onLost, onReplaced }: Listeners): () => string | null {
  let current = person
  const followEvents = followingEvents(cache)
  whenBegun((whose) => {
    const before = current
    current = whose
    void outbox.begin(whose)
    followEvents(whose)
    if (whose === before) return
    cache.clear()
    void forgetAnswers((other) => other !== whose)
    /* Signing out took it away. */
    if (before === null) installWorker()
    else onReplaced()
  })
  onSessionEnd((how) => {
    const before = current
    current = null
    followEvents(null)
    if (how === 'left') {
      void forgetAnswers(() => true)
      /* Signing out also has the browser clear all of it. */
      outbox.clear().catch(() => undefined)
      return
    }
    cache.clear()
    void forgetAnswers((other) => other === before)
    void outbox.begin(null)
    onLost()
  })
  return () => current
}
