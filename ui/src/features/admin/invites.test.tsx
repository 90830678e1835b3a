import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import * as session from '@/api/session'
import { anInvite, page } from '@/test/admin-samples'
import { expectAccessible, show } from '@/test/render'
import { json, problem, serve } from '@/test/server'
import InviteDialog from './InviteDialog'
import { OpenInvites } from './OpenInvites'

beforeEach(() => {
  session.begin({ access_token: 'token' })
})

const LINK = 'http://home/invite#secret'

test('a link is made for one address, and shown once with the way to copy it', async () => {
  const calls = serve({ 'POST /api/v1/admin/invites': json({ invite: anInvite(), link: LINK }, 201) })
  await show(<InviteDialog onClose={() => undefined} />)
  const user = userEvent.setup()
  const copied = vi.spyOn(navigator.clipboard, 'writeText')
  const address = await screen.findByLabelText('E-mail, if only one address may use it')
  await user.type(address, 'kofi')
  await user.click(screen.getByRole('button', { name: 'Make the link' }))
  expect(screen.getByText('This does not look like an e-mail address.')).toBeVisible()
  await user.type(address, '@home.example')
  await user.click(screen.getByLabelText('7 days'))
  await expectAccessible(document.body)
  await user.click(screen.getByRole('button', { name: 'Make the link' }))
  expect(await screen.findByLabelText('Invite link')).toHaveValue(LINK)
  expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({ email: 'kofi@home.example', role: 'member', days: 7 })
  expect(screen.getByText(/A message with the link waits in Messages/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Copy' }))
  expect(copied).toHaveBeenCalledWith(LINK)
  expect(await screen.findByRole('button', { name: 'Copied' })).toBeVisible()
  await expectAccessible(document.body)
})

test.each([
  ['http://localhost:8000/invite#secret', 1],
  ['https://localhost.example/invite#secret', 0],
])('a link that others cannot open says what to do: %s', async (link, hints) => {
  serve({ 'POST /api/v1/admin/invites': json({ invite: anInvite(), link }, 201) })
  await show(<InviteDialog onClose={() => undefined} />)
  await userEvent.click(await screen.findByRole('button', { name: 'Make the link' }))
  expect(await screen.findByLabelText('Invite link')).toHaveValue(link)
  expect(screen.queryAllByText(/begins with localhost/)).toHaveLength(hints)
})

test('where a browser does not copy, it says what to do', async () => {
  serve({ 'POST /api/v1/admin/invites': json({ invite: anInvite({ email: null }), link: LINK }, 201) })
  await show(<InviteDialog onClose={() => undefined} />)
  const user = userEvent.setup()
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'))
  await user.click(await screen.findByRole('button', { name: 'Make the link' }))
  expect(await screen.findByText(/Whoever opens it first/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Copy' }))
  expect(await screen.findByText(/Select the text and copy it by hand/)).toBeVisible()
})

test('an address that the server refuses is said at its field', async () => {
  serve({ 'POST /api/v1/admin/invites': problem(422, 'payload_invalid', { errors: [{ pointer: '/email', detail: 'No.' }] }) })
  await show(<InviteDialog onClose={() => undefined} />)
  await userEvent.type(await screen.findByLabelText('E-mail, if only one address may use it'), 'a@b.c')
  await userEvent.click(screen.getByRole('button', { name: 'Make the link' }))
  expect(await screen.findByText('This address cannot receive mail. Look for a typing mistake.')).toBeVisible()
})

test('an invite is taken back after a question; the focus goes to the heading when its row is gone', async () => {
  let revoked = false
  serve({
    'GET /api/v1/admin/invites': () => json(page(revoked ? [] : [anInvite({ role: 'admin' }), anInvite({ id: 'old', state: 'used' })])),
    'DELETE /api/v1/admin/invites/invite': () => {
      revoked = true
      return new Response(null, { status: 204 })
    },
  })
  const { container } = await show(<OpenInvites />)
  expect(await screen.findByText('Valid until 1 December 2030, becomes an admin, by Noor')).toBeVisible()
  await expectAccessible(container)
  await userEvent.click(screen.getByRole('button', { name: 'Take back the invite: kofi@home.example' }))
  await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Take back' }))
  await waitFor(() => expect(screen.getByText('Nobody is on their way here.')).toBeVisible())
})
