import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { notePerson } from '@/api/person'
import * as session from '@/api/session'
import { expectAccessible, show } from '@/test/render'
import { json, problem, serve } from '@/test/server'
import InvitePage from './invite'

const tokens = { access_token: `h.${btoa(JSON.stringify({ sub: 'kofi' }))}.s`, token_type: 'bearer', expires_in: 600, refresh_token: null }
const inTwoDays = new Date(Date.now() + 2 * 86_400_000).toISOString()
const look = (more = {}) => json({ invited_by: 'Noor', ends_at: inTwoDays, email: null, role: 'member', ...more })

const open = async (token: string) => {
  location.hash = token
  return show(<InvitePage />, '/invite')
}

afterEach(() => {
  session.end()
  location.hash = ''
})

test('says who invited whom and until when, and makes the account', async () => {
  const calls = serve({ 'POST /api/v1/auth/invites/look': look(), 'POST /api/v1/auth/sign-up': json(tokens, 201) })
  const { container } = await open('the-token')
  expect(await screen.findByText('Noor invited you')).toBeVisible()
  expect(screen.getByText(/^Valid until \w+day, for one person$/)).toBeVisible()
  await expectAccessible(container)
  const user = userEvent.setup()
  await user.type(screen.getByLabelText('Your name'), ' Kofi ')
  await user.type(screen.getByLabelText('E-mail'), 'kofi@home.example')
  await user.type(screen.getByLabelText('Password'), 'three grey stones')
  await user.click(screen.getByRole('button', { name: 'Make my account' }))
  await waitFor(() => expect(session.currentToken()).toBe(tokens.access_token))
  expect(calls.map(({ path }) => path)).toEqual(['/api/v1/auth/invites/look', '/api/v1/auth/sign-up'])
  expect(calls[0]?.body).toEqual({ token: 'the-token' })
  expect(calls[1]?.body).toMatchObject({ invite: 'the-token', name: 'Kofi', email: 'kofi@home.example', language: 'en', client: 'web' })
})

test('an invitation for one address shows it, and lets nobody change it', async () => {
  serve({ 'POST /api/v1/auth/invites/look': look({ email: 'kofi@home.example', invited_by: null }) })
  await open('bound')
  const email = await screen.findByLabelText('E-mail')
  expect(email).toHaveValue('kofi@home.example')
  expect(email).toHaveAttribute('readonly')
  expect(screen.getByText('You are invited')).toBeVisible()
})

test('one that was used meanwhile says so, and where to get another', async () => {
  let isUsed = false
  serve({ 'POST /api/v1/auth/invites/look': () => (isUsed ? problem(404, 'invite_invalid') : look()), 'POST /api/v1/auth/sign-up': problem(404, 'invite_invalid') })
  const { container } = await open('raced')
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('Your name'), 'Kofi')
  await user.type(screen.getByLabelText('E-mail'), 'kofi@home.example')
  await user.type(screen.getByLabelText('Password'), 'three grey stones')
  isUsed = true
  await user.click(screen.getByRole('button', { name: 'Make my account' }))
  expect(await screen.findByRole('heading', { name: 'This invitation has ended' })).toBeVisible()
  expect(screen.getByText(/Ask whoever sent it for a new link\.$/)).toBeVisible()
  await expectAccessible(container)
})

test('where nobody new is let in, it says so in our words', async () => {
  serve({ 'POST /api/v1/auth/invites/look': problem(403, 'sign_up_closed') })
  await open('closed')
  expect(await screen.findByText('Nobody new can join this server at the moment.')).toBeVisible()
})

test('half a link says what is missing, and asks nothing', async () => {
  const calls = serve({})
  await open('')
  expect(await screen.findByRole('heading', { name: 'This is only half a link' })).toBeVisible()
  expect(calls).toEqual([])
})

test('who is signed in already is told, and uses nothing up', async () => {
  notePerson('mira')
  serve({ 'POST /api/v1/auth/refresh': json(tokens), 'POST /api/v1/auth/invites/look': look() })
  await open('for-another')
  expect(await screen.findByRole('heading', { name: 'You are signed in here already' })).toBeVisible()
  expect(screen.queryByLabelText('Your name')).toBeNull()
})

test('an address that somebody has already is said in plain words', async () => {
  serve({ 'POST /api/v1/auth/invites/look': look({ email: 'mira@home.example' }), 'POST /api/v1/auth/sign-up': problem(409, 'email_taken') })
  await open('taken')
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('Your name'), 'Kofi')
  await user.type(screen.getByLabelText('Password'), 'three grey stones')
  await user.click(screen.getByRole('button', { name: 'Make my account' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('Somebody here has this address already. If it is you, sign in instead.')
})
