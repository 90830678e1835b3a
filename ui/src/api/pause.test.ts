import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { problem, json, serve } from '@/test/server'
import { api, body } from './client'
import { currentPause, forgetPause, onPause } from './pause'
import { knownPerson } from './person'
import * as session from './session'

const tokens = { access_token: `h.${btoa(JSON.stringify({ sub: 'mira' }))}.s` }
const about = { since: '2026-11-18T09:00:00Z', kind: 'other', reason: 'Until January.' }
const paused = () => problem(403, 'account_disabled', { about })
const me = () => body(api.GET('/api/v1/me'))

beforeEach(() => {
  session.end()
  forgetPause()
})
afterEach(() => {
  session.end()
  forgetPause()
})

test('any request of a paused account brings up the pause, once, and the person stays known here', async () => {
  session.begin(tokens)
  const [heard, lost] = [vi.fn(), vi.fn()]
  const stops = [onPause(heard), session.onSessionEnd(lost)]
  serve({ 'GET /api/v1/me': paused, 'POST /api/v1/auth/refresh': paused })
  await expect(me()).rejects.toMatchObject({ code: 'account_disabled', about })
  await expect(me()).rejects.toMatchObject({ code: 'account_disabled' })
  expect(currentPause()).toEqual(about)
  expect(JSON.parse(localStorage.getItem('habitus.pause') ?? '')).toEqual(about)
  expect([heard.mock.calls.length, lost.mock.calls.length, knownPerson()]).toEqual([1, 0, 'mira'])
  for (const stop of stops) stop()
})

test('a session that begins again forgets it', async () => {
  session.begin(tokens)
  serve({ 'POST /api/v1/auth/refresh': paused })
  expect(await session.refresh()).toBe(false)
  expect(currentPause()).toEqual(about)
  serve({ 'POST /api/v1/auth/refresh': json(tokens) })
  expect(await session.refresh()).toBe(true)
  expect([currentPause(), localStorage.getItem('habitus.pause')]).toEqual([null, null])
})

test('a session that is over is not paused any more: whoever it was signs in again', async () => {
  session.begin(tokens)
  serve({ 'POST /api/v1/auth/refresh': paused })
  await session.refresh()
  serve({ 'POST /api/v1/auth/refresh': problem(401, 'session_over') })
  expect(await session.refresh()).toBe(false)
  expect(currentPause()).toBeNull()
})

test('a 403 of another kind is no pause', async () => {
  session.begin(tokens)
  serve({ 'GET /api/v1/me': problem(403, 'admins_only') })
  await expect(me()).rejects.toMatchObject({ code: 'admins_only' })
  expect(currentPause()).toBeNull()
})

test('a wrong password beside a good token is sent once, and needs the token', async () => {
  session.begin(tokens)
  const calls = serve({ 'POST /api/v1/auth/step-up': problem(401, 'credentials_wrong') })
  await expect(body(api.POST('/api/v1/auth/step-up', { body: { password: 'x' } }))).rejects.toMatchObject({ code: 'credentials_wrong' })
  expect(calls.map(({ path, token }) => [path, token])).toEqual([['/api/v1/auth/step-up', `Bearer ${tokens.access_token}`]])
  expect(session.currentToken()).toBe(tokens.access_token)
})
