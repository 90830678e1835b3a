import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Suspense } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import * as session from '@/api/session'
import type { TokenRead } from '@/api/types'
import StepUpDialog from '@/features/session/StepUpDialog'
import TokensPage from '@/routes/settings-tokens'
import { expectAccessible, show } from '@/test/render'
import { json, problem, serve } from '@/test/server'
import { useStepUp } from '@/ui/use-step-up'
import { exampleOf } from './example'

const token = (more: Partial<TokenRead> = {}): TokenRead => ({
  id: 'one', name: 'Shortcut', scopes: ['check-in'], created_at: '2026-11-01T08:00:00Z', ends_at: null, last_used_at: null, ...more,
})

beforeEach(() => {
  vi.stubGlobal('isSecureContext', true)
  session.begin({ access_token: 'old' })
})

/** The page and, as in the app's shell, the question for the password over it. */
function Page() {
  return (
    <>
      <TokensPage />
      <Suspense>{useStepUp() && <StepUpDialog />}</Suspense>
    </>
  )
}

test('a token is made after the password was confirmed, and its secret shown this once', async () => {
  let made: TokenRead[] = []
  const calls = serve({
    'GET /api/v1/me/tokens': () => json({ items: made }),
    'POST /api/v1/auth/step-up': json({ access_token: 'fresh', token_type: 'bearer', expires_in: 600, refresh_token: null }),
    'POST /api/v1/me/tokens': () => {
      if (session.currentToken() !== 'fresh') return problem(403, 'step_up_needed')
      made = [token({ scopes: ['read', 'check-in'] })]
      return json({ token: made[0], secret: 'hbt_secret' }, 201)
    },
  })
  const { container } = await show(<Page />)
  expect(await screen.findByText('You have no tokens.')).toBeVisible()
  await expectAccessible(container)
  const user = userEvent.setup()
  await user.type(screen.getByLabelText('What is it for?'), 'Shortcut')
  await user.click(screen.getByLabelText('Read'))
  await user.click(screen.getByLabelText('30 days'))
  await user.click(screen.getByRole('button', { name: 'Make token' }))
  const dialog = await screen.findByRole('dialog', { name: 'Confirm that it is you' })
  await user.type(within(dialog).getByLabelText('Password'), 'three grey stones')
  await user.click(within(dialog).getByRole('button', { name: 'Confirm' }))
  expect(await screen.findByLabelText('Token')).toHaveValue('hbt_secret')
  expect(screen.getByText(/you will not see it again/)).toBeVisible()
  const sent = calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/me/tokens'))
  expect(sent.map((call) => call.token)).toEqual(['Bearer old', 'Bearer fresh'])
  expect(sent[1]?.body).toEqual({ name: 'Shortcut', scopes: ['read', 'check-in'], days: 30 })
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await user.click(screen.getByRole('button', { name: 'I have copied it' }))
  expect(screen.queryByDisplayValue('hbt_secret')).toBeNull()
  expect(screen.getByText('Read and Check off')).toBeVisible()
})

test('a wrong password asks again; who gives up has made nothing, and reads no error', async () => {
  const calls = serve({ 'GET /api/v1/me/tokens': json({ items: [] }), 'POST /api/v1/me/tokens': problem(403, 'step_up_needed'), 'POST /api/v1/auth/step-up': problem(401, 'credentials_wrong') })
  await show(<Page />)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('What is it for?'), 'Shortcut')
  await user.click(screen.getByRole('button', { name: 'Make token' }))
  await user.type(await screen.findByLabelText('Password'), 'wrong')
  await user.click(screen.getByRole('button', { name: 'Confirm' }))
  expect(await screen.findByText('This is not your password. Try again.')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Not now' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(screen.getByLabelText('What is it for?')).toHaveValue('Shortcut')
  for (const alert of screen.queryAllByRole('alert')) expect(alert).toBeEmptyDOMElement()
  expect(calls.filter(({ path }) => path.endsWith('/step-up'))).toHaveLength(1)
})

test('one is revoked after asking', async () => {
  let items = [token({ ends_at: '2020-01-01T00:00:00Z' })]
  serve({
    'GET /api/v1/me/tokens': () => json({ items }),
    'DELETE /api/v1/me/tokens/one': () => {
      items = []
      return new Response(null, { status: 204 })
    },
  })
  await show(<Page />)
  expect(await screen.findByText('has ended')).toBeVisible()
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Revoke: Shortcut' }))
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Revoke' }))
  expect(await screen.findByText('You have no tokens.')).toBeVisible()
})

test('the example does what the token may', () => {
  expect(exampleOf('hbt_x', ['read'], 'UTC')).toMatch(/^curl -H 'Authorization: Bearer hbt_x' http\S+\/api\/v1\/today$/)
  expect(exampleOf('hbt_x', ['read', 'check-in'], 'UTC')).toMatch(/^curl -X PUT .*entries\/\$\(date \+%F\)$/)
  expect(exampleOf('hbt_x', ['chat'], 'UTC')).toBeNull()
})
