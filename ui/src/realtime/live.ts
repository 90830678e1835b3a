import type { QueryClient } from '@tanstack/react-query'
import { isOnline, noteLive, onConnection } from '@/api/connection'
import { outbox } from '@/api/outbox/outbox'
import { isLeaving } from '@/api/person'
import { isOurs, retryAfter } from '@/api/problem'
import { fetchWithSession } from '@/api/session'
import { type Ticket, makeLiveSocket } from './live-socket'
import { makeRereading } from './rereading'
import { tell } from './topics'

/** A tab that nobody looks at for so long lets go of its connection. */
const HIDDEN_MS = 5 * 60_000

const TICKET_MS = 10_000

const LATER: Ticket = { kind: 'later', seconds: null }

async function askTicket(): Promise<Ticket> {
  /* The server ends the connection of somebody who signs out before it says so. */
  if (isLeaving()) return LATER
  const url = new URL('/api/v1/realtime/tickets', location.origin)
  const headers = { 'Content-Type': 'application/json' }
  const request = new Request(url, { method: 'POST', headers, body: '{}', signal: AbortSignal.timeout(TICKET_MS) })
  try {
    return await ticketOf(await fetchWithSession(request))
  } catch {
    return LATER
  }
}

async function ticketOf(response: Response): Promise<Ticket> {
  if (!isOurs(response)) return LATER
  if (response.ok) return { kind: 'ticket', ticket: ((await response.json()) as { ticket: string }).ticket }
  if (response.status === 401) return { kind: 'over' }
  return response.status === 403 ? { kind: 'paused' } : { kind: 'later', seconds: retryAfter(response) }
}

/** The same server; `http` becomes `ws`, and `https` `wss`. */
const address = (): string => `${location.origin.replace(/^http/, 'ws')}/api/v1/realtime`

/** Queries decide anew how often they ask by themselves. */
function pollAnew(cache: QueryClient): void {
  for (const query of cache.getQueryCache().findAll({ type: 'active' })) {
    for (const observer of query.observers) observer.onQueryUpdate()
  }
}

/**
 * Keeps what is shown in step with what happens to the person anywhere. Returns whom to follow from now on (null: nobody),
 * to be called again whenever their session begins anew.
 */
export function makeLive(cache: QueryClient): (person: string | null) => void {
  const rereading = makeRereading(cache, () => outbox.view().waiting.length > 0 || cache.isMutating() > 0)
  const heard = (event: { seq: number; topics: readonly string[] }) => {
    rereading.hear(event.topics)
    tell(event)
  }
  const socket = makeLiveSocket({
    open: () => new WebSocket(address()),
    askTicket,
    onEvent: heard,
    onAnew: (seq) => heard({ seq, topics: [] }),
    onLive: (isLive) => {
      noteLive(isLive)
      pollAnew(cache)
    },
    /* The next answer says why. */
    onPaused: () => void cache.invalidateQueries({ queryKey: ['me'] }),
    isOffline: () => !navigator.onLine,
  })
  nudgeAtTimes(socket)
  return (person) => {
    if (person === null) rereading.forget()
    socket.follow(person)
  }
}

function nudgeAtTimes({ nudge, sleep, wake }: ReturnType<typeof makeLiveSocket>): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  for (const name of ['online', 'offline', 'focus']) addEventListener(name, nudge)
  onConnection(() => {
    if (isOnline()) nudge()
  })
  const look = () => {
    clearTimeout(timer)
    if (document.visibilityState === 'visible') wake()
    else timer = setTimeout(sleep, HIDDEN_MS)
  }
  document.addEventListener('visibilitychange', look)
  look()
  /* A page with a connection cannot be kept by the browser for going back to it. */
  addEventListener('pagehide', sleep)
  addEventListener('pageshow', wake)
}
