import { beforeEach, describe, expect, test, vi } from 'vitest'
import { json, problem, serve } from '@/test/server'
import { api, body } from './client'
import { ApiProblem, Unreachable } from './problem'
import { knownPerson } from './person'
import * as session from './session'

const tokens = (access: string) => ({ access_token: access, token_type: 'bearer', expires_in: 600, refresh_token: null })

const me = () => body(api.GET('/api/v1/me'))

beforeEach(() => {
  session.end()
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
    const stop = session.onSessionLost(lost)
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

test('a proxy without its server is no answer of ours', async () => {
  session.begin(tokens('good'))
  serve({ 'GET /api/v1/me': new Response('<h1>Bad Gateway</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } }) })
  await expect(me()).rejects.toBeInstanceOf(Unreachable)
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

test('signing out in another tab ends the session here', async () => {
  session.begin(tokens('old'))
  const lost = vi.fn()
  const stop = session.onSessionLost(lost)
  const otherTab = new BroadcastChannel('habitus-session')
  otherTab.postMessage('over')
  await vi.waitFor(() => expect(lost).toHaveBeenCalledOnce())
  expect(session.currentToken()).toBeNull()

  const heard = vi.fn()
  otherTab.addEventListener('message', heard)
  session.leave()
  await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce())
  otherTab.close()
  stop()
})

describe('a start that knows who was signed in', () => {
  const tokenOf = (person: string) => `h.${btoa(JSON.stringify({ sub: person }))}.s`

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
