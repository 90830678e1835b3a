/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { outbox } from '@/api/outbox/outbox'
import { personForWorker } from '@/api/person'
import { SEND_TAG } from '@/api/outbox/background'
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
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/(api|docs|openapi\.json|healthz|readyz|metrics)(\/|$)/] }))

self.addEventListener('fetch', (event) => {
  const { method, url } = event.request
  if (method === 'POST' && new URL(url).pathname === '/share') event.respondWith(keepShared(event.request))
})

self.addEventListener('sync', (event) => {
  const { tag } = event as SyncEvent
  if (tag === SEND_TAG) (event as SyncEvent).waitUntil(sendAll())
})

async function sendAll(): Promise<void> {
  await outbox.begin(await personForWorker())
  if (!(await outbox.flush())) throw new Error('Some changes still wait; the browser tries again.')
}
