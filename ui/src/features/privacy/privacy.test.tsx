import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import * as session from '@/api/session'
import type { ConsentRead } from '@/api/types'
import SecurityLogPage from '@/routes/settings-log'
import OutboundPage from '@/routes/settings-outbound'
import PrivacyPage from '@/routes/settings-privacy'
import { expectAccessible, show } from '@/test/render'
import { json, problem, serve } from '@/test/server'

const reader = { name: 'Photo reader', host: 'vision.example', purpose: 'Reads the numbers of a photo.' }
const consent = (more: Partial<ConsentRead> = {}): ConsentRead => ({ data_class: 'photo', given_at: null, is_current: false, destinations: [], ...more })

beforeEach(() => {
  vi.stubGlobal('isSecureContext', true)
  session.begin({ access_token: 'good' })
})

test('what nobody asks for has no switch', async () => {
  serve({ 'GET /api/v1/me/consents': json({ items: [consent(), consent({ data_class: 'notes' }), consent({ data_class: 'metrics' })] }) })
  const { container } = await show(<PrivacyPage />)
  expect(await screen.findAllByText('Nothing on this server asks for this. It stays here.')).toHaveLength(3)
  expect(screen.queryByRole('switch')).toBeNull()
  await expectAccessible(container)
})

test('agreeing names exactly what was shown; the preview shows the bytes; withdrawing takes it back', async () => {
  let now = consent({ destinations: [reader] })
  const calls = serve({
    'GET /api/v1/me/consents': () => json({ items: [now] }),
    'PUT /api/v1/me/consents/photo': () => {
      now = { ...now, given_at: new Date().toISOString(), is_current: true }
      return json(now)
    },
    'DELETE /api/v1/me/consents/photo': () => {
      now = { ...now, given_at: null, is_current: false }
      return new Response(null, { status: 204 })
    },
    'GET /api/v1/me/consents/photo/preview': json({ items: [{ destination: 'Photo reader', host: 'vision.example', content_type: 'application/json', body: '{"photo":"…"}', encoding: 'utf-8' }] }),
  })
  const { container } = await show(<PrivacyPage />)
  const agree = await screen.findByRole('switch', { name: /Send my photos/ })
  expect(agree).not.toBeChecked()
  await expectAccessible(container)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'See exactly what would be sent' }))
  const dialog = await screen.findByRole('dialog', { name: 'Exactly what would be sent' })
  expect(await within(dialog).findByText('{"photo":"…"}')).toBeVisible()
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await user.click(agree)
  expect(await screen.findByText(/^You agreed today/)).toBeVisible()
  expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({ destinations: ['Photo reader'] })
  await user.click(screen.getByRole('switch'))
  expect(await screen.findByText('Nothing of it is sent.')).toBeVisible()
})

test('when who asks has changed, it says so and shows the list of now', async () => {
  let destinations = [reader]
  serve({
    'GET /api/v1/me/consents': () => json({ items: [consent({ destinations, given_at: '2026-11-01T08:00:00Z' })] }),
    'PUT /api/v1/me/consents/photo': () => {
      destinations = [reader, { ...reader, name: 'Another', host: 'other.example' }]
      return problem(409, 'destinations_changed')
    },
  })
  await show(<PrivacyPage />)
  expect(await screen.findByText(/has changed since you agreed/)).toBeVisible()
  const user = userEvent.setup()
  await user.click(screen.getByRole('switch'))
  expect(await screen.findByRole('alert')).toHaveTextContent('Look at the list again before you decide.')
  expect(await screen.findByText('other.example')).toBeVisible()
  expect(screen.getByRole('switch')).not.toBeChecked()
})

test('what leaves this server: nothing, said with pride', async () => {
  serve({ 'GET /api/v1/outbound': json({ destinations: [], calls: [] }) })
  const { container } = await show(<OutboundPage />)
  expect(await screen.findByRole('heading', { name: 'Nothing leaves this server.' })).toBeVisible()
  await expectAccessible(container)
})

test('what leaves this server: where to, what of, and when', async () => {
  const call = { at: new Date().toISOString(), destination: 'Photo reader', host: 'vision.example', data_class: 'photo', bytes_sent: 1234, bytes_received: 56, outcome: '200' }
  serve({ 'GET /api/v1/outbound': json({ destinations: [{ ...reader, data: ['photo'], allowed_by: 'HABITUS_VISION_URL' }], calls: [call] }) })
  const { container } = await show(<OutboundPage />)
  expect(await screen.findByText('Gets: Photos')).toBeVisible()
  expect(screen.getByText('1,234 bytes sent, 56 received')).toBeVisible()
  await expectAccessible(container)
})

test('the security log in plain words, page by page', async () => {
  const entry = { actor: 'Noor', subject: 'Kofi', address: '192.0.2.7', details: {} }
  const pages = [
    { items: [{ ...entry, at: '2026-11-19T08:00:00Z', kind: 'person_paused', details: { kind: 'other', reason: 'Until January.' } }, { ...entry, at: '2026-11-18T08:00:00Z', kind: 'sign_in_failing', actor: null }], next_cursor: 'more' },
    { items: [{ ...entry, at: '2026-11-17T08:00:00Z', kind: 'something_new', actor: null }], next_cursor: null },
  ]
  serve({ 'GET /api/v1/me/audit': () => json(pages.shift()) })
  const { container } = await show(<SecurityLogPage />)
  expect(await screen.findByText('Noor paused your account: “Until January.”')).toBeVisible()
  expect(screen.getByText(/^If this was not you/)).toBeVisible()
  await expectAccessible(container)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Show more' }))
  expect(await screen.findByText('something new')).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull()
})
