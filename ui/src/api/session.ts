import { noteReached } from './connection'
import { notePerson, personOf } from './person'
import { GATEWAY, Unreachable, refusal } from './problem'

/**
 * Who is signed in, as far as this tab knows. The access token lives in memory alone; the refresh token is a cookie
 * that scripts cannot read, so a reload starts with a refresh.
 */
let accessToken: string | null = null
let refreshing: Promise<boolean> | null = null
const listeners = new Set<() => void>()

interface Tokens {
  access_token: string
}

/** Called with the person whose session begins; the same one again after each refresh. */
type OnBegin = (person: string) => void
let onBegin: OnBegin = () => undefined

/** Sets who is told whose session begins. */
export function whenBegun(tell: OnBegin): void {
  onBegin = tell
}

/** Starts a session with the tokens of a sign-in. */
export function begin(tokens: Tokens): void {
  accessToken = tokens.access_token
  const person = personOf(accessToken)
  if (person === null) return
  notePerson(person)
  onBegin(person)
}

/** Forgets the session in this tab. */
export function end(): void {
  accessToken = null
}

/** The browser's other tabs, which share the cookie. Not there in very old browsers. */
const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('habitus-session')
tabs?.addEventListener('message', () => lose())

/** The person signed out: forgets the session, here and in every other tab. */
export function leave(): void {
  end()
  notePerson(null)
  tabs?.postMessage('over')
}

/** The session ended without this tab's doing: forgets it and tells everybody who asked to know. */
function lose(): void {
  end()
  notePerson(null)
  for (const listener of listeners) listener()
}

export const currentToken = (): string | null => accessToken

/** Calls `listener` whenever the server, or another tab, ends the session; returns how to stop. */
export function onSessionLost(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether somebody is signed in, asking the server by cookie when this tab does not know. */
export async function ensureSession(): Promise<boolean> {
  return accessToken !== null || refresh()
}

/**
 * Trades the refresh cookie for a new access token; false when the session is over.
 * Everybody who asks while one is on its way gets that one's answer. Throws `Unreachable`, or `ApiProblem` for a
 * server that fails.
 */
export function refresh(): Promise<boolean> {
  refreshing ??= oneTabAtATime(askForToken).finally(() => {
    refreshing = null
  })
  return refreshing
}

/** The cookie is good for one use: a second tab must wait for the first one's new cookie. */
async function oneTabAtATime(task: () => Promise<boolean>): Promise<boolean> {
  /* Not there on plain http, whatever the types say. */
  const locks = navigator.locks as LockManager | undefined
  return locks ? await locks.request('habitus-refresh', task) : task()
}

async function askForToken(): Promise<boolean> {
  const response = await send(
    new Request(new URL('/api/v1/auth/refresh', location.origin), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    }),
  )
  if (response.ok) {
    begin((await response.json()) as Tokens)
    return true
  }
  if (response.status === 401 || response.status === 403) return false
  throw refusal(response, await bodyOf(response))
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return null
  }
}

/** A proxy answers for a server that is away; our own refusals with these numbers are problem documents. */
const isOurs = ({ status, headers }: Response): boolean =>
  !GATEWAY.includes(status) || (headers.get('Content-Type') ?? '').startsWith('application/problem+json')

async function send(request: Request): Promise<Response> {
  try {
    const response = await fetch(request)
    noteReached(isOurs(response))
    return response
  } catch (cause) {
    if (request.signal.aborted) throw cause
    noteReached(false)
    throw new Unreachable(cause)
  }
}

/** Signing in and out says what it needs itself; a 401 there is an answer, not an access token that has run out. */
const isAboutSessions = (request: Request): boolean => new URL(request.url).pathname.startsWith('/api/v1/auth/')

const isForAnybody = (request: Request): boolean => new URL(request.url).pathname === '/api/v1/instance'

/**
 * `fetch` with the access token, got by cookie when there is none yet; on a 401 it refreshes once and tries again, else
 * the session is over.
 */
export async function fetchWithSession(request: Request): Promise<Response> {
  if (isAboutSessions(request) || isForAnybody(request)) return send(request)
  if (!(await ensureSession())) {
    lose()
    return new Response(null, { status: 401 })
  }
  const token = currentToken() ?? ''
  const again = request.clone()
  const response = await send(withToken(request, token))
  if (response.status !== 401) return response
  if (accessToken === token && !(await refresh())) {
    lose()
    return response
  }
  return send(withToken(again, currentToken() ?? ''))
}

function withToken(request: Request, token: string): Request {
  request.headers.set('Authorization', `Bearer ${token}`)
  return request
}
