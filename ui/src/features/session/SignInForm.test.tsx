import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import * as session from '@/api/session'
import { expectAccessible, show } from '@/test/render'
import { json, problem, serve } from '@/test/server'
import { SetUpForm } from './SetUpForm'
import { SignInForm } from './SignInForm'

async function signIn(email: string, password: string) {
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('E-mail'), email)
  await user.type(screen.getByLabelText('Password'), password)
  await user.click(screen.getByRole('button', { name: 'Sign in' }))
}

test('signs in with a form, as a browser', async () => {
  const calls = serve({ 'POST /api/v1/auth/token': json({ access_token: 'new', token_type: 'bearer', expires_in: 600, refresh_token: null }) })
  const done = vi.fn()
  const { container } = await show(<SignInForm onSignedIn={done} onPaused={vi.fn()} />)
  await screen.findByLabelText('E-mail')
  await expectAccessible(container)
  await signIn('mira@home.example', 'correct horse battery')
  await waitFor(() => expect(done).toHaveBeenCalledOnce())
  expect(calls[0]?.type).toMatch(/^application\/x-www-form-urlencoded/)
  expect(calls[0]?.body).toBe('grant_type=password&username=mira%40home.example&password=correct+horse+battery&scope=&client_id=web')
  expect(session.currentToken()).toBe('new')
})

test('says plainly what is wrong', async () => {
  serve({ 'POST /api/v1/auth/token': problem(401, 'credentials_wrong') })
  await show(<SignInForm onSignedIn={vi.fn()} onPaused={vi.fn()} />)
  await signIn('mira@home.example', 'wrong')
  expect(await screen.findByRole('alert')).toHaveTextContent('E-mail or password is not right. Check both and try again.')
  expect(screen.getByLabelText('E-mail')).toBeInvalid()
  expect(screen.getByLabelText('Password')).toBeInvalid()
})

test('asks for what is missing before it sends anything', async () => {
  const calls = serve({})
  await show(<SignInForm onSignedIn={vi.fn()} onPaused={vi.fn()} />)
  await signIn('mira', 'x')
  expect(screen.getByText('This does not look like an e-mail address.')).toBeVisible()
  expect(calls).toEqual([])
})

test('the first person is made with the link’s token, and a refused password is explained at its field', async () => {
  const refusal = problem(422, 'validation_failed', { errors: [{ pointer: '/password', detail: 'In the server’s English.' }] })
  const calls = serve({ 'POST /api/v1/auth/setup': refusal })
  const { container } = await show(<SetUpForm token="secret" onDone={vi.fn()} />)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('Your name'), 'Mira')
  await user.type(screen.getByLabelText('E-mail'), 'mira@home.example')
  await user.type(screen.getByLabelText('Password'), 'short')
  await user.click(screen.getByRole('button', { name: 'Start' }))
  const password = screen.getByLabelText('Password')
  expect(password).toBeInvalid()
  expect(password).toHaveAccessibleDescription(/^Use at least 12 characters\./)
  await waitFor(() => expect(password).toHaveFocus())
  await user.type(screen.getByLabelText('Password'), 'er than twelve')
  await user.click(screen.getByRole('button', { name: 'Start' }))
  expect(await screen.findByText(/^This is one of the first that would be guessed/)).toBeVisible()
  expect(calls[0]?.body).toMatchObject({ token: 'secret', name: 'Mira', language: 'en', client: 'web', zone: expect.any(String) as string })
  await expectAccessible(container)
})
