/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { SEND_TAG } from '@/api/outbox/background'
import { outbox } from '@/api/outbox/outbox'
import { personForWorker } from '@/api/person'
import { startAs, whenBegun } from '@/api/session'
import { keepStored } from '@/features/agenda/kept-days'
import { keepShared } from './shared-file'

declare const self: ServiceWorkerGlobalScope

/** Sent by browsers that can wake a closed app when the network is back. */
interface SyncEvent extends ExtendableEvent {
  tag: string
}

/* A newer release takes over at once; a page that misses a chunk of its own loads itself anew. */
void self.skipWaiting()
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

precacheAndRoute(__KEPT_FILES__)
cleanupOutdatedCaches()
/* What is not a page of the app: the server's own addresses, and files. */
const denylist = [/^\/(api|docs|healthz|readyz|metrics)([/?]|$)/, /^[^?]*\.[^/?]*(\?|$)/]
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist }))

self.addEventListener('fetch', (event) => {
  const { method, url } = event.request
  if (method === 'POST' && new URL(url).pathname === '/share') event.respondWith(keepShared(event.request))
})

/* Somebody else signed in in a tab: what the one before left waits for them. */
whenBegun((person) => void outbox.begin(person))

self.addEventListener('sync', (event) => {
  const { tag } = event as SyncEvent
  if (tag === SEND_TAG) (event as SyncEvent).waitUntil(sendAll())
})

async function sendAll(): Promise<void> {
  const person = await personForWorker()
  startAs(person)
  await outbox.begin(person)
  /* No page may be open that would keep what the day is like now. */
  const keeping: Promise<void>[] = []
  const stop = outbox.onStored((item, answer) => keeping.push(keepStored(item, answer)))
  const isSent = await outbox.flush()
  stop()
  await Promise.allSettled(keeping)
  if (!isSent) throw new Error('Some changes still wait; the browser tries again.')
}
