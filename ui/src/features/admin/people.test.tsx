import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import * as session from '@/api/session'
import { answerStepUp, isStepUpAsked } from '@/api/step-up'
import { i18n, speak } from '@/i18n/i18n'
import { aPause, aPerson, anInvite, noor, page } from '@/test/admin-samples'
import { expectAccessible, show } from '@/test/render'
import { type Call, json, problem, serve } from '@/test/server'
import { PeopleSection } from './PeopleSection'
import { peopleWords, seenWords, upWords } from './admin-words'

beforeEach(() => {
  session.begin({ access_token: 'token' })
})

const wide = (isWide: boolean) =>
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: isWide, media: query, addEventListener: () => undefined, removeEventListener: () => undefined }))

const PAUSE = 'POST /api/v1/admin/people/ben/pause'

const house = (more: Parameters<typeof serve>[0] = {}, people = [noor, aPerson()]): Call[] =>
  serve({ 'GET /api/v1/admin/people': json(page(people)), 'GET /api/v1/admin/invites': json(page([anInvite(), anInvite({ id: 'any', email: null })])), ...more })

const menuOf = async (name: string) => {
  await userEvent.click(await screen.findByRole('button', { name: `${name}, actions` }))
  return within(await screen.findByRole('menu'))
}

test('everybody is listed, and who was invited at the end', async () => {
  wide(true)
  house({}, [noor, aPerson({ pause: aPause() })])
  const { container } = await show(<PeopleSection me="noor" />)
  expect(await screen.findByText('Invited')).toBeVisible()
  const rows = screen.getAllByRole('row').slice(1)
  expect(rows.map((row) => within(row).getByRole('rowheader').textContent)).toEqual(['NNooryou', 'BBen', 'Kkofi'])
  expect(within(rows[1]!).getByText('Paused')).toBeVisible()
  await expectAccessible(container)
})

test('an account is paused with a reason, and the focus comes back to its row', async () => {
  wide(true)
  const calls = house({ [PAUSE]: json(aPerson({ pause: aPause() })) })
  await show(<PeopleSection me="noor" />)
  const menu = await menuOf('Ben')
  await userEvent.click(menu.getByRole('menuitem', { name: 'Pause…' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Pause Ben’s account?' }))
  await userEvent.click(dialog.getByRole('button', { name: 'Pause account' }))
  expect(dialog.getByText('Write a reason. Ben reads it when they try to sign in.')).toBeVisible()
  await userEvent.selectOptions(dialog.getByLabelText('Kind'), 'Safety')
  await userEvent.type(dialog.getByLabelText('Reason, shown to Ben'), ' Lost phone. ')
  expect(dialog.getByText('11 of 300')).toBeVisible()
  await userEvent.click(dialog.getByRole('button', { name: 'Pause account' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({ kind: 'security', reason: 'Lost phone.' })
  expect(screen.getByText('Ben’s account is paused')).toBeVisible()
})

test('when the server wants to know that it is really the admin, it asks and goes on', async () => {
  wide(true)
  let asked = 0
  house({ [PAUSE]: () => (asked++ === 0 ? problem(403, 'step_up_needed') : json(aPerson({ pause: aPause() }))) })
  await show(<PeopleSection me="noor" />)
  await userEvent.click((await menuOf('Ben')).getByRole('menuitem', { name: 'Pause…' }))
  await userEvent.type(await screen.findByLabelText('Reason, shown to Ben'), 'Because')
  await userEvent.click(screen.getByRole('button', { name: 'Pause account' }))
  await waitFor(() => expect(isStepUpAsked()).toBe(true))
  answerStepUp(true)
  await waitFor(() => expect(asked).toBe(2))
})

test('who does not confirm reads no refusal, and nothing is lost', async () => {
  wide(true)
  house({ [PAUSE]: problem(403, 'step_up_needed') })
  await show(<PeopleSection me="noor" />)
  await userEvent.click((await menuOf('Ben')).getByRole('menuitem', { name: 'Pause…' }))
  await userEvent.type(await screen.findByLabelText('Reason, shown to Ben'), 'Because')
  await userEvent.click(screen.getByRole('button', { name: 'Pause account' }))
  await waitFor(() => expect(isStepUpAsked()).toBe(true))
  answerStepUp(false)
  await waitFor(() => expect(screen.getByRole('button', { name: 'Pause account' })).toBeEnabled())
  expect(screen.getByLabelText('Reason, shown to Ben')).toHaveValue('Because')
  expect(screen.queryByText('Because.')).toBeNull()
})

test('a paused account is resumed with one click, and shown so at once', async () => {
  wide(true)
  const answer = Promise.withResolvers<Response>()
  house({ 'POST /api/v1/admin/people/ben/resume': () => answer.promise }, [noor, aPerson({ pause: aPause() })])
  await show(<PeopleSection me="noor" />)
  const menu = await menuOf('Ben')
  expect(menu.getByText(/You asked for it/)).toBeVisible()
  await userEvent.click(menu.getByRole('menuitem', { name: 'Resume' }))
  await waitFor(() => expect(screen.queryByText('Paused')).toBeNull())
  answer.resolve(problem(409, 'last_admin'))
  expect(await screen.findByText('Paused')).toBeVisible()
  expect(screen.getByText('Nothing was changed')).toBeVisible()
})

test('nobody can pause themselves', async () => {
  wide(true)
  house()
  await show(<PeopleSection me="noor" />)
  const menu = await menuOf('Noor')
  expect(menu.queryByRole('menuitem', { name: 'Pause…' })).toBeNull()
  expect(menu.getByText('You cannot pause your own account.')).toBeVisible()
})

test('roles and signing out are asked about first, and a refusal is said in the dialog', async () => {
  wide(true)
  const calls = house({
    'PUT /api/v1/admin/people/noor/role': problem(409, 'last_admin', { detail: 'Make somebody else an admin first.' }),
    'POST /api/v1/admin/people/ben/sign-out': new Response(null, { status: 204 }),
  })
  await show(<PeopleSection me="noor" />)
  await userEvent.click((await menuOf('Noor')).getByRole('menuitem', { name: 'Make member' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Make Noor a member?' }))
  await userEvent.click(dialog.getByRole('button', { name: 'Make member' }))
  expect(await dialog.findByText('Make somebody else an admin first.')).toBeVisible()
  await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await userEvent.click((await menuOf('Ben')).getByRole('menuitem', { name: 'Sign out everywhere' }))
  await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Sign out everywhere' }))
  await waitFor(() => expect(screen.getByText('Ben is signed out everywhere')).toBeVisible())
  expect(calls.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`)).toEqual([
    'PUT /api/v1/admin/people/noor/role',
    'POST /api/v1/admin/people/ben/sign-out',
  ])
})

test('on the phone a tap opens somebody, with what can be done', async () => {
  wide(false)
  house({}, [noor, aPerson({ pause: aPause() })])
  await show(<PeopleSection me="noor" />)
  await userEvent.click(await screen.findByRole('button', { name: /^Ben/ }))
  const sheet = within(await screen.findByRole('dialog'))
  expect(sheet.getByText('ben@home.example')).toBeVisible()
  expect(sheet.getByText('You asked for it.')).toBeVisible()
  expect(sheet.getByRole('button', { name: 'Resume' })).toBeVisible()
  await expectAccessible(document.body)
})

test('with more people than a page there is a search and the way to the rest', async () => {
  wide(true)
  let isNext = false
  const calls = house({ 'GET /api/v1/admin/people': () => json(isNext ? page([aPerson()]) : page([noor], 'next')) })
  await show(<PeopleSection me="noor" />)
  await userEvent.type(await screen.findByRole('searchbox', { name: 'Search people' }), 'n')
  await waitFor(() => expect(calls.filter(({ path }) => path.endsWith('/people'))).toHaveLength(2))
  expect(screen.queryByText('Invited')).toBeNull()
  isNext = true
  await userEvent.click(screen.getByRole('button', { name: 'Show more' }))
  expect(await screen.findByRole('rowheader', { name: /Ben/ })).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull()
})

test('people that cannot be loaded say so, with another try', async () => {
  wide(true)
  house({ 'GET /api/v1/admin/people': problem(403, 'admins_only', { detail: 'Only for admins.' }) })
  await show(<PeopleSection me="noor" />)
  expect(await screen.findByRole('alert')).toHaveTextContent('Only for admins.')
})

test('times in words', async () => {
  const now = new Date('2026-11-20T12:00:00')
  const seen = (at: string | null) => seenWords(i18n.t, i18n.language, at && new Date(at).toISOString(), now)
  const words = () => [null, '2026-11-20T11:59:00', '2026-11-20T11:56:00', '2026-11-20T07:00:00', '2026-11-17T20:00:00', '2026-11-08T10:00:00', '2025-11-18T10:00:00'].map(seen)
  expect(words()).toEqual(['never', 'now', '4 min ago', 'today', 'Tue', '8 Nov', '18 Nov 2025'])
  expect([1, 6, 40].map((count) => peopleWords(i18n.t, count))).toEqual(['One person on this server.', 'Six people on this server.', '40 people on this server.'])
  expect(upWords(i18n.t, new Date('2026-11-08T11:00:00').toISOString(), now)).toBe('12 days')
  expect(upWords(i18n.t, now.toISOString(), now)).toBe('1 minute')
  await speak('de')
  expect(words()).toEqual(['nie', 'jetzt', 'vor 4 Min.', 'heute', 'Di', '8. Nov.', '18. Nov. 2025'])
  expect(peopleWords(i18n.t, 6)).toBe('Sechs Personen auf diesem Server.')
})
