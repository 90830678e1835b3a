import { beforeEach, expect, test, vi } from 'vitest'
import { json, problem, serve } from '@/test/server'
import { ApiProblem, Unreachable } from './problem'
import * as session from './session'
import { upload } from './upload'

interface Sent {
  path: string
  token: string | undefined
  form: FormData
}

/** Answers one upload after the other: a status with a body, or nobody there. */
function receive(...answers: ([number, object] | 'nobody' | 'never')[]): Sent[] {
  const sent: Sent[] = []
  class FakeRequest {
    upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {}
    status = 0
    responseText = ''
    onload?: () => void
    onerror?: () => void
    onabort?: () => void
    private path = ''
    private token: string | undefined
    open = (_method: string, path: string) => {
      this.path = path
    }
    setRequestHeader = (name: string, value: string) => {
      if (name === 'Authorization') this.token = value
    }
    getResponseHeader = () => 'application/json'
    abort = () => this.onabort?.()
    send = (form: FormData) => {
      sent.push({ path: this.path, token: this.token, form })
      const answer = answers.shift()
      this.upload.onprogress?.({ loaded: 1, total: 4 })
      if (answer === 'never') return
      if (answer === 'nobody' || !answer) {
        this.onerror?.()
        return
      }
      this.status = answer[0]
      this.responseText = JSON.stringify(answer[1])
      this.onload?.()
    }
  }
  vi.stubGlobal('XMLHttpRequest', FakeRequest)
  return sent
}

const me = { 'GET /api/v1/me': json({ id: 'me' }) }

beforeEach(() => {
  session.begin({ access_token: 'token' })
})

test('sends the form with the access token and tells how far it is', async () => {
  serve(me)
  const sent = receive([202, { id: 'one' }])
  const shares: number[] = []
  const form = new FormData()
  expect(await upload('/api/v1/imports', form, { onProgress: (share) => shares.push(share) })).toEqual({ id: 'one' })
  expect(sent).toEqual([{ path: '/api/v1/imports', token: 'Bearer token', form }])
  expect(shares).toEqual([0.25])
})

test('a token that has run out is renewed before the file is sent', async () => {
  let asked = 0
  serve({
    'GET /api/v1/me': () => (asked++ === 0 ? problem(401, 'unauthenticated') : json({ id: 'me' })),
    'POST /api/v1/auth/refresh': json({ access_token: 'newer' }),
  })
  const sent = receive([202, {}])
  await upload('/api/v1/imports', new FormData())
  expect(sent.map(({ token }) => token)).toEqual(['Bearer newer'])
})

test('one that runs out on the way is renewed, and the form sent once more', async () => {
  let asked = 0
  serve({
    'GET /api/v1/me': () => (asked++ === 1 ? problem(401, 'unauthenticated') : json({ id: 'me' })),
    'POST /api/v1/auth/refresh': json({ access_token: 'newer' }),
  })
  const sent = receive([401, { code: 'unauthenticated' }], [202, { id: 'one' }])
  expect(await upload('/api/v1/imports', new FormData())).toEqual({ id: 'one' })
  expect(sent.map(({ token }) => token)).toEqual(['Bearer token', 'Bearer newer'])
})

test('a refusal is a problem with its code, no answer is unreachable', async () => {
  serve(me)
  receive([409, { code: 'import_running' }], 'nobody')
  await expect(upload('/api/v1/imports', new FormData())).rejects.toMatchObject({ status: 409, code: 'import_running' } satisfies Partial<ApiProblem>)
  await expect(upload('/api/v1/imports', new FormData())).rejects.toBeInstanceOf(Unreachable)
})

test('it can be stopped', async () => {
  serve(me)
  const sent = receive('never')
  const stop = new AbortController()
  const going = upload('/api/v1/imports', new FormData(), { signal: stop.signal })
  await vi.waitFor(() => expect(sent).toHaveLength(1))
  stop.abort()
  await expect(going).rejects.toMatchObject({ name: 'AbortError' })
})
