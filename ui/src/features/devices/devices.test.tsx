import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import type { SessionRead } from '@/api/types'
import * as session from '@/api/session'
import DevicesPage from '@/routes/settings-devices'
import { expectAccessible, show } from '@/test/render'
import { json, problem, serve } from '@/test/server'
import { PasswordForm } from './PasswordForm'

const device = (id: string, more: Partial<SessionRead>): SessionRead => ({
  id,
  device: 'Chrome on Android',
  client: 'web',
  address: '192.0.2.7',
  created_at: '2026-11-01T08:00:00Z',
  last_used_at: new Date().toISOString(),
  is_this: false,
  ...more,
})
const gone = () => new Response(null, { status: 204 })

beforeEach(() => {
  vi.stubGlobal('isSecureContext', true)
  session.begin({ access_token: 'good' })
})

test('lists this device first; another one is signed out after asking', async () => {
  let items = [device('phone', {}), device('here', { device: 'Firefox on Linux', is_this: true }), device('tool', { device: 'A program', client: 'api', address: null })]
  const calls = serve({
    'GET /api/v1/me/sessions': () => json({ items }),
    'DELETE /api/v1/me/sessions/phone': () => {
      items = items.filter(({ id }) => id !== 'phone')
      return gone()
    },
  })
  const { container } = await show(<DevicesPage />)
  const rows = await screen.findAllByRole('listitem')
  expect(rows.map((row) => row.querySelector('.nm')?.textContent)).toEqual(['Firefox on Linux', 'Chrome on Android', 'A program'])
  expect(within(rows[0]!).getByText('This device')).toBeVisible()
  expect(within(rows[0]!).queryByRole('button')).toBeNull()
  await expectAccessible(container)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Sign out: Chrome on Android' }))
  const dialog = await screen.findByRole('dialog', { name: 'Sign out Chrome on Android?' })
  await user.click(within(dialog).getByRole('button', { name: 'Sign out' }))
  await waitFor(() => expect(screen.queryByText('Chrome on Android')).toBeNull())
  expect(calls.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual(['/api/v1/me/sessions/phone'])
})

test('signs out everywhere else', async () => {
  let isAlone = false
  serve({
    'GET /api/v1/me/sessions': () => json({ items: [device('here', { is_this: true }), ...(isAlone ? [] : [device('other', { device: 'Safari on iPhone' })])] }),
    'DELETE /api/v1/me/sessions': () => {
      isAlone = true
      return gone()
    },
  })
  await show(<DevicesPage />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Sign out everywhere else' }))
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Sign out' }))
  expect(await screen.findByText('You are signed in nowhere else.')).toBeVisible()
})

test('a new password needs the current one; a wrong one is said at its field and sent once', async () => {
  let answer = problem(401, 'credentials_wrong')
  const calls = serve({ 'POST /api/v1/me/password': () => answer, 'GET /api/v1/me/sessions': json({ items: [] }) })
  const { container } = await show(<PasswordForm email="mira@home.example" />)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('Current password'), 'not this one')
  await user.type(screen.getByLabelText('New password'), 'short')
  await user.click(screen.getByRole('button', { name: 'Change password' }))
  expect(screen.getByLabelText('New password')).toBeInvalid()
  expect(calls).toEqual([])
  await user.type(screen.getByLabelText('New password'), ' but longer now')
  await user.click(screen.getByRole('button', { name: 'Change password' }))
  expect(await screen.findByText('This is not your current password.')).toBeVisible()
  expect(calls).toHaveLength(1)
  expect(session.currentToken()).toBe('good')
  await expectAccessible(container)
  answer = problem(422, 'validation_failed', { errors: [{ pointer: '/new', detail: 'Too common.' }] })
  await user.click(screen.getByRole('button', { name: 'Change password' }))
  expect(await screen.findByText(/^This is one of the first that would be guessed/)).toBeVisible()
  answer = gone()
  await user.click(screen.getByRole('button', { name: 'Change password' }))
  expect(await screen.findByText('Your password is changed')).toBeVisible()
  expect(screen.getByLabelText('New password')).toHaveValue('')
})
