import { beforeEach, describe, expect, test, vi } from 'vitest'
import { json, problem, serve } from '@/test/server'
import { api, body } from './client'
import { isOnline } from './connection'
import { ApiProblem, Unreachable } from './problem'
import { knownPerson, noteLeaving } from './person'
import * as session from './session'

const tokens = (access: string) => ({ access_token: access, token_type: 'bearer', expires_in: 600, refresh_token: null })

const me = () => body(api.GET('/api/v1/me'))

beforeEach(() => {
  session.end()
  noteLeaving(false)
})

describe('an access token that has run out', () => {
  test('is traded once for all who notice, and their requests are sent again', async () => {
    session.begin(tokens('old'))
    const calls = serve({
      'GET /api/v1/me': () => (session.currentToken() === 'new' ? json({ name: 'Mira' }) : problem(401, 'unauthenticated')),
      'POST /api/v1/auth/refresh': async () => {
        await new Promise((done) => setTimeout(done, 5))
        return json(tokens('new'))
      },
    })
    const people = await Promise.all([me(), me(), me()])
    expect(people.map((person) => person.name)).toEqual(['Mira', 'Mira', 'Mira'])
    expect(calls.filter((call) => call.path.endsWith('/refresh'))).toHaveLength(1)
    expect(calls.at(-1)!.token).toBe('Bearer new')
  })

  test('sends the same body again', async () => {
    session.begin(tokens('old'))
    const calls = serve({
      'PATCH /api/v1/me': () => (session.currentToken() === 'new' ? json({ name: 'Noor' }) : problem(401, 'unauthenticated')),
      'POST /api/v1/auth/refresh': json(tokens('new')),
    })
    await body(api.PATCH('/api/v1/me', { body: { name: 'Noor' } }))
    expect(calls.filter((call) => call.method === 'PATCH').map((call) => call.body)).toEqual([{ name: 'Noor' }, { name: 'Noor' }])
  })

  test('ends the session when the server says it is over', async () => {
    session.begin(tokens('old'))
    const lost = vi.fn()
    const stop = session.onSessionEnd(lost)
    serve({ 'GET /api/v1/me': problem(401, 'unauthenticated'), 'POST /api/v1/auth/refresh': problem(401, 'session_over') })
    await expect(me()).rejects.toMatchObject({ status: 401 })
    expect(lost).toHaveBeenCalledOnce()
    expect(session.currentToken()).toBeNull()
    stop()
  })

  test('keeps the session when only the network is gone', async () => {
    session.begin(tokens('old'))
    serve({
      'GET /api/v1/me': problem(401, 'unauthenticated'),
      'POST /api/v1/auth/refresh': () => Promise.reject(new TypeError('network')),
    })
    await expect(me()).rejects.toBeInstanceOf(Unreachable)
    expect(session.currentToken()).toBe('old')
  })
})

describe('a reload', () => {
  test('comes back by cookie', async () => {
    serve({ 'POST /api/v1/auth/refresh': json(tokens('fresh')) })
    expect(await session.ensureSession()).toBe(true)
    expect(session.currentToken()).toBe('fresh')
  })

  test('without a cookie is signed out', async () => {
    serve({ 'POST /api/v1/auth/refresh': problem(401, 'session_over') })
    expect(await session.ensureSession()).toBe(false)
  })

  test('does not take a failing server for a sign-out', async () => {
    serve({ 'POST /api/v1/auth/refresh': problem(503, 'unavailable') })
    await expect(session.ensureSession()).rejects.toBeInstanceOf(ApiProblem)
  })
})

test('a wrong password is no reason to refresh', async () => {
  session.begin(tokens('old'))
  const calls = serve({ 'POST /api/v1/auth/token': problem(401, 'credentials_wrong') })
  await expect(body(api.POST('/api/v1/auth/token', { body: { username: 'a', password: 'b', scope: '' } }))).rejects.toMatchObject({ code: 'credentials_wrong' })
  expect(calls).toHaveLength(1)
})

test('problems carry code, fields and how long to wait', async () => {
  session.begin(tokens('good'))
  const reply = problem(429, 'too_many_attempts', { errors: [{ pointer: '/goal/times', detail: 'Too many.' }] })
  reply.headers.set('Retry-After', '7')
  serve({ 'GET /api/v1/me': reply })
  await expect(me()).rejects.toMatchObject({ code: 'too_many_attempts', retryAfter: 7, fields: [{ pointer: '/goal/times', detail: 'Too many.' }] })
})

const tokenOf = (person: string) => `h.${btoa(JSON.stringify({ sub: person }))}.s`

describe('other tabs', () => {
  const otherTab = () => new BroadcastChannel('habitus-session')

  test('end the session here when its person signs out there, and hear it when they do here', async () => {
    serve({ 'POST /api/v1/auth/logout': () => new Response(null, { status: 204 }) })
    session.begin(tokens(tokenOf('mira')))
    const lost = vi.fn()
    const stop = session.onSessionEnd(lost)
    const other = otherTab()
    other.postMessage({ kind: 'over', person: 'mira' })
    await vi.waitFor(() => expect(lost).toHaveBeenCalledExactlyOnceWith('lost'))
    expect([session.currentToken(), knownPerson()]).toEqual([null, null])

    const heard = vi.fn<(word: unknown) => void>()
    session.begin(tokens(tokenOf('mira')))
    other.addEventListener('message', (event: MessageEvent<unknown>) => heard(event.data))
    await session.leave()
    await vi.waitFor(() => expect(heard).toHaveBeenLastCalledWith({ kind: 'over', person: 'mira' }))
    expect(lost).toHaveBeenLastCalledWith('left')
    other.close()
    stop()
  })

  test('that tell late of a sign-out do not end the session of whoever came after', async () => {
    session.begin(tokens(tokenOf('jonas')))
    const other = otherTab()
    other.postMessage({ kind: 'over', person: 'mira' })
    await new Promise((done) => setTimeout(done, 20))
    expect(knownPerson()).toBe('jonas')
    expect(session.currentToken()).not.toBeNull()
    other.close()
  })

  test('where somebody else signs in take the cookie, so this tab is theirs from then on', async () => {
    session.begin(tokens(tokenOf('mira')))
    const begun = vi.fn()
    session.whenBegun(begun)
    const other = otherTab()
    other.postMessage({ kind: 'begun', person: 'jonas' })
    await vi.waitFor(() => expect(begun).toHaveBeenCalledWith('jonas'))
    expect(session.currentToken()).toBeNull()
    session.whenBegun(() => undefined)
    other.close()
  })
})

describe('a request', () => {
  const renamed = () => body(api.PATCH('/api/v1/me', { body: { name: 'Mira' } }))

  test('is not sent again as somebody else when the cookie is theirs by now', async () => {
    session.begin(tokens(tokenOf('mira')))
    const calls = serve({ 'PATCH /api/v1/me': problem(401, 'unauthenticated'), 'POST /api/v1/auth/refresh': json(tokens(tokenOf('jonas'))) })
    await expect(renamed()).rejects.toMatchObject({ status: 401, code: 'session_over' })
    expect(calls.filter(({ method }) => method === 'PATCH')).toHaveLength(1)
  })

  test('is not sent at all with the first token of somebody else', async () => {
    session.startAs('mira')
    const calls = serve({ 'PATCH /api/v1/me': json({}), 'POST /api/v1/auth/refresh': json(tokens(tokenOf('jonas'))) })
    await expect(renamed()).rejects.toMatchObject({ status: 401 })
    expect(calls.filter(({ method }) => method === 'PATCH')).toEqual([])
  })
})

describe('signing out without a network', () => {
  test('is told to the server before anything else, so the cookie opens nothing again', async () => {
    session.begin(tokens(tokenOf('mira')))
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    await session.leave()
    expect(knownPerson()).toBeNull()
    await expect(session.ensureSession()).rejects.toBeInstanceOf(Unreachable)

    const calls = serve({ 'POST /api/v1/auth/logout': () => new Response(null, { status: 204 }), 'POST /api/v1/auth/refresh': json(tokens(tokenOf('mira'))) })
    expect(await session.ensureSession()).toBe(false)
    expect(calls.map(({ path }) => path)).toEqual(['/api/v1/auth/logout'])
  })

  test('is forgotten when somebody signs in', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    await session.leave()
    session.begin(tokens(tokenOf('mira')))
    session.end()
    serve({ 'POST /api/v1/auth/refresh': json(tokens(tokenOf('mira'))) })
    expect(await session.ensureSession()).toBe(true)
  })
})

describe('what something between us and our server answers', () => {
  const page = (status: number) => new Response('<h1>Not here</h1>', { status, headers: { 'Content-Type': 'text/html' } })

  test.each([403, 404, 502])('a page with %i is no answer of ours, and ends no session', async (status) => {
    session.begin(tokens(tokenOf('mira')))
    serve({ 'GET /api/v1/me': page(status), 'POST /api/v1/auth/refresh': page(status) })
    await expect(me()).rejects.toBeInstanceOf(Unreachable)
    session.end()
    session.startAs('mira')
    await expect(me()).rejects.toBeInstanceOf(Unreachable)
    expect(knownPerson()).toBe('mira')
    expect(isOnline()).toBe(false)
  })

  test('a page that asks to sign in to the network is none either', async () => {
    session.startAs('mira')
    serve({ 'POST /api/v1/auth/refresh': page(200) })
    await expect(me()).rejects.toBeInstanceOf(Unreachable)
  })
})

test('a refresh on a dead connection is given up in time to ask again', async () => {
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => AbortSignal.abort())
  vi.stubGlobal('fetch', (request: Request) => Promise.reject(request.signal.reason as Error))
  await expect(session.ensureSession()).rejects.toBeInstanceOf(Unreachable)
  expect(isOnline()).toBe(false)
})

describe('a start that knows who was signed in', () => {
  test('gets its token by cookie with the first request', async () => {
    const calls = serve({ 'GET /api/v1/me': json({ name: 'Mira' }), 'POST /api/v1/auth/refresh': json(tokens(tokenOf('mira'))) })
    expect((await me()).name).toBe('Mira')
    expect(calls.map(({ path }) => path)).toEqual(['/api/v1/auth/refresh', '/api/v1/me'])
    expect(knownPerson()).toBe('mira')
  })

  test('keeps who it was without a network, and forgets them when the session is over', async () => {
    session.begin(tokens(tokenOf('mira')))
    session.end()
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    await expect(me()).rejects.toBeInstanceOf(Unreachable)
    expect(knownPerson()).toBe('mira')
    serve({ 'POST /api/v1/auth/refresh': problem(401, 'session_over') })
    await expect(me()).rejects.toMatchObject({ status: 401 })
    expect(knownPerson()).toBeNull()
  })

  test('tells whose session began', () => {
    const begun = vi.fn()
    session.whenBegun(begun)
    session.begin(tokens(tokenOf('jonas')))
    expect(begun).toHaveBeenCalledWith('jonas')
    session.whenBegun(() => undefined)
  })
})
