import { noteReached } from './connection'
import { currentPause, forgetPause, notePause } from './pause'
import { forgetPerson, isLeaving, knownPerson, noteLeaving, notePerson, personOf } from './person'
import { ApiProblem, Unreachable, isOurs, refusal } from './problem'

/**
 * Who is signed in, as far as this tab knows. The access token lives in memory alone; the refresh token is a cookie
 * that scripts cannot read, so a reload starts with a refresh.
 */
let accessToken: string | null = null
/** Whose tab this is. The cookie is shared by all tabs, and may be somebody else's by the next refresh. */
let owner: string | null = null
let refreshing: Promise<boolean> | null = null

interface Tokens {
  access_token: string
}

/** Called with the person whose session begins; the same one again after each refresh. */
type OnBegin = (person: string) => void
let onBegin: OnBegin = () => undefined

/** Sets who is told whose session begins, in this tab or in another one. */
export function whenBegun(tell: OnBegin): void {
  onBegin = tell
}

/** `left`: the person signed out here. `lost`: the server or another tab ended it. */
type OnEnd = (how: 'left' | 'lost') => void
const endListeners = new Set<OnEnd>()

/** Calls `listener` whenever the session ends; returns how to stop. */
export function onSessionEnd(listener: OnEnd): () => void {
  endListeners.add(listener)
  return () => endListeners.delete(listener)
}

/** What tabs tell each other about the cookie they share. */
type Word = { kind: 'over'; person: string | null } | { kind: 'begun'; person: string }

/** Not there in very old browsers. */
const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('habitus-session')
tabs?.addEventListener('message', ({ data }: MessageEvent<Word>) => heed(data))

function heed({ kind, person }: Word): void {
  const isMine = owner === person
  if (kind === 'over' && isMine) finish('lost')
  if (kind === 'begun' && owner !== null && !isMine) {
    accessToken = null
    owner = person
    onBegin(person)
  }
}

/** Makes this tab, or the service worker, that of a person who was signed in here before; null: of nobody yet. */
export function startAs(person: string | null): void {
  if (owner !== person) accessToken = null
  owner = person
}

/** Starts a session with the tokens of a sign-in or a refresh. */
export function begin(tokens: Tokens): void {
  accessToken = tokens.access_token
  owner = personOf(accessToken)
  noteLeaving(false)
  forgetPause()
  if (owner === null) return
  notePerson(owner)
  tabs?.postMessage({ kind: 'begun', person: owner } satisfies Word)
  onBegin(owner)
}

/** Forgets the session in this tab. */
export function end(): void {
  accessToken = null
  owner = null
}

function finish(how: 'left' | 'lost'): void {
  const person = owner ?? knownPerson()
  if (person !== null) forgetPerson(person)
  forgetPause()
  end()
  for (const listener of endListeners) listener(how)
}

/** The person signs out, here and in every other tab. A server that cannot be told now is told before the next refresh. */
export async function leave(): Promise<void> {
  const person = owner
  noteLeaving(true)
  await tellServer().catch(() => undefined)
  finish('left')
  tabs?.postMessage({ kind: 'over', person } satisfies Word)
}

async function tellServer(): Promise<void> {
  const response = await ask('/api/v1/auth/logout')
  if (!response.ok) throw refusal(response, await bodyOf(response))
  noteLeaving(false)
}

/** Whose tab, or whose service worker, this is now. */
export const currentOwner = (): string | null => owner

export const currentToken = (): string | null => accessToken

/** Whether somebody is signed in and let in, asking the server by cookie when this tab does not know. */
export async function ensureSession(): Promise<boolean> {
  return accessToken !== null || refresh()
}

/**
 * Trades the refresh cookie for a new access token; false when the session is over, or the account is paused.
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
  if (isLeaving()) {
    await tellServer()
    return false
  }
  const response = await ask('/api/v1/auth/refresh')
  if (response.ok) {
    begin((await response.json()) as Tokens)
    return true
  }
  await heedPause(response)
  /* Not the pause keeps this session out any more: signing in tells what is the matter. */
  if (response.status === 401) forgetPause()
  if (response.status === 401 || response.status === 403) return false
  throw refusal(response, await bodyOf(response))
}

/** Notes that the account is paused when that is what an answer says. */
async function heedPause(response: Response): Promise<void> {
  if (response.status !== 403) return
  const { code, about } = await problemIn(response)
  if (code !== 'account_disabled') return
  accessToken = null
  notePause(about)
}

/** What an answer refuses; the answer can still be read. */
const problemIn = async (response: Response): Promise<ApiProblem> => new ApiProblem(response.status, await bodyOf(response.clone()))

/** The server takes a used cookie for ten seconds: a lost answer must be noticed in time to ask again. */
const PATIENCE_MS = 8_000

/** Posts to an address about the session; `keepalive` lets the new cookie arrive also when the page is closed meanwhile. */
async function ask(path: string): Promise<Response> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const url = new URL(path, location.origin)
  const headers = { 'Content-Type': 'application/json' }
  try {
    const response = await send(new Request(url, { method: 'POST', headers, body: '{}', keepalive: true, signal }))
    if (!isOurs(response)) throw new Unreachable(response.status)
    return response
  } catch (error) {
    if (!signal.aborted) throw error
    noteReached(false)
    throw new Unreachable(error)
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return null
  }
}

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
function isAboutSessions({ url }: Request): boolean {
  const { pathname } = new URL(url)
  return pathname.startsWith('/api/v1/auth/') && pathname !== '/api/v1/auth/step-up'
}

const isForAnybody = (request: Request): boolean => new URL(request.url).pathname === '/api/v1/instance'

/**
 * `fetch` with the access token, got by cookie when there is none yet; on a 401 it refreshes once and tries again, else
 * the session is over. A request is never sent as anybody but the person whose tab it was when it was made.
 */
export async function fetchWithSession(request: Request): Promise<Response> {
  if (isAboutSessions(request) || isForAnybody(request)) return send(request)
  const whose = owner
  if (!(await ensureSession())) return notLetIn()
  if (isTakenFrom(whose)) return over()
  const token = currentToken() ?? ''
  const again = request.clone()
  const response = await sendAs(token, request)
  if (response.status !== 401 || !isOurs(response) || (await isAboutPassword(response))) return response
  if (accessToken === token && !(await refresh())) return notLetIn()
  return isTakenFrom(whose) ? over() : sendAs(currentToken() ?? '', again)
}

/** A wrong password that came with a good token. Sent again it would be a second wrong one. */
const isAboutPassword = async (response: Response): Promise<boolean> => (await problemIn(response)).code === 'credentials_wrong'

const isTakenFrom = (person: string | null): boolean => person !== null && owner !== person

const refused = (status: number, code: string): Response =>
  new Response(JSON.stringify({ status, code }), { status, headers: { 'Content-Type': 'application/problem+json' } })

const over = (): Response => refused(401, 'session_over')

/** Nobody is signed in any more, unless they are and their account is paused: that passes, and what is theirs stays. */
function notLetIn(): Response {
  if (currentPause()) return refused(403, 'account_disabled')
  finish('lost')
  return over()
}

async function sendAs(token: string, request: Request): Promise<Response> {
  request.headers.set('Authorization', `Bearer ${token}`)
  const response = await send(request)
  if (isOurs(response)) await heedPause(response)
  return response
}
