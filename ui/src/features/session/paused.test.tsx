import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { expectAccessible, show } from '@/test/render'
import { json, problem, serve } from '@/test/server'
import { PausedSignIn } from './PausedSignIn'
import { SignInForm } from './SignInForm'

const about = { since: '2026-11-18T09:00:00Z', kind: 'on_request', reason: 'You asked me to keep it closed until January.', by: 'Noor' }
const paused = () => problem(403, 'account_disabled', { about })

test('a right password of a paused account leads to who paused it, when and why', async () => {
  serve({ 'POST /api/v1/auth/token': paused() })
  const onPaused = vi.fn()
  await show(<SignInForm onSignedIn={vi.fn()} onPaused={onPaused} />)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('E-mail'), 'kofi@home.example')
  await user.type(screen.getByLabelText('Password'), 'three grey stones')
  await user.click(screen.getByRole('button', { name: 'Sign in' }))
  await waitFor(() => expect(onPaused).toHaveBeenCalledExactlyOnceWith({ pause: about, credentials: { email: 'kofi@home.example', password: 'three grey stones' } }))
})

test('says that nothing is lost, and trying again gets in as soon as somebody resumed it', async () => {
  let isPaused = true
  serve({ 'POST /api/v1/auth/token': () => (isPaused ? paused() : json({ access_token: 'new', token_type: 'bearer', expires_in: 600, refresh_token: null })) })
  const done = vi.fn()
  const credentials = { email: 'kofi@home.example', password: 'three grey stones' }
  const { container } = await show(<PausedSignIn paused={{ pause: about, credentials }} onSignedIn={done} onBack={vi.fn()} />)
  expect(await screen.findByRole('heading', { name: 'Your account is paused' })).toBeVisible()
  expect(screen.getByText('Noor, who looks after this server, paused it on 18 November.')).toBeVisible()
  expect(screen.getByText('“You asked me to keep it closed until January.”')).toBeVisible()
  expect(screen.getByText('Nothing was deleted. Your streaks are frozen, not lost.')).toBeVisible()
  await expectAccessible(container)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('It is still paused.')).toBeVisible()
  expect(done).not.toHaveBeenCalled()
  isPaused = false
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(done).toHaveBeenCalledOnce())
})

test('without a name and a reason it says what is known', async () => {
  const { container } = await show(<PausedSignIn paused={{ pause: {}, credentials: { email: 'a@b', password: 'c' } }} onSignedIn={vi.fn()} onBack={vi.fn()} />)
  expect(await screen.findByText('Whoever looks after this server paused it.')).toBeVisible()
  expect(container.querySelector('blockquote')).toBeNull()
})
