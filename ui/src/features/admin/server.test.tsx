import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import * as session from '@/api/session'
import { auditWords } from '@/i18n/audit-words'
import { i18n } from '@/i18n/i18n'
import { bytes } from '@/i18n/server-format'
import { aJob, aMessage, aServer, anError, page } from '@/test/admin-samples'
import { expectAccessible, show } from '@/test/render'
import { json, problem, serve } from '@/test/server'
import { AuditView } from './AuditView'
import { ErrorsView } from './ErrorsView'
import { JobsView } from './JobsView'
import { MessagesView } from './MessagesView'
import { OutboundView } from './OutboundView'
import { ServerForm } from './ServerForm'
import { SystemSection } from './SystemSection'

beforeEach(() => {
  session.begin({ access_token: 'token' })
})

const gone = () => new Response(null, { status: 204 })
const JOBS = { pending: 3, failed: 1, dead: 1, jobs: [aJob(), aJob({ id: 'later', kind: 'x.unknown', person: 'ben@home.example', attempts: 1, next_try: '2030-01-01T08:00:00Z' })] }

test('the system says how it does, and leads to each page', async () => {
  serve({
    'GET /api/v1/admin/instance': json(aServer()),
    'GET /api/v1/admin/jobs': json(JOBS),
    'GET /api/v1/admin/errors': json(page([anError()], 'more')),
    'GET /api/v1/admin/messages': json(page([])),
  })
  const { container } = await show(<SystemSection />)
  expect(await screen.findByText('148 MB of 20 GB')).toBeVisible()
  expect(await screen.findByText(/2 failed jobs/)).toBeVisible()
  expect(await screen.findByText('1+ kind of error')).toBeVisible()
  expect(await screen.findByText('None is waiting')).toBeVisible()
  expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(
    ['jobs', 'settings', 'settings', 'errors', 'messages', 'audit', 'outbound', 'settings'].map((name) => `/admin/${name}`),
  )
  await expectAccessible(container)
})

test('failed jobs say why, are tried again, and dropped after a question', async () => {
  const calls = serve({
    'GET /api/v1/admin/jobs': json(JOBS),
    'POST /api/v1/admin/jobs/job/retry': gone,
    'POST /api/v1/admin/jobs/retry-all': json({ retried: 2 }),
    'DELETE /api/v1/admin/jobs/job': gone,
  })
  const { container } = await show(<JobsView />)
  expect(await screen.findByRole('heading', { name: 'Nightly backup' })).toBeVisible()
  expect(screen.getByRole('heading', { name: 'x.unknown' })).toBeVisible()
  expect(screen.getAllByText('No space left on device')).toHaveLength(2)
  await expectAccessible(container)
  await userEvent.click(screen.getByRole('button', { name: 'Try again: Nightly backup' }))
  expect(await screen.findByText('It is tried again')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Try all again' }))
  expect(await screen.findByText('2 jobs are tried again')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Drop: Nightly backup' }))
  await userEvent.click(within(await screen.findByRole('dialog', { name: 'Drop this job?' })).getByRole('button', { name: 'Drop' }))
  expect(await screen.findByText('The job is dropped')).toBeVisible()
  expect(calls.filter(({ method }) => method !== 'GET').map(({ method }) => method)).toEqual(['POST', 'POST', 'DELETE'])
})

test.each([
  [<JobsView key="" />, 'Nothing has failed'],
  [<ErrorsView key="" />, 'No errors'],
  [<MessagesView key="" />, 'Nothing waits'],
  [<AuditView key="" />, 'Nothing yet'],
  [<OutboundView key="" />, 'Nothing leaves this server'],
])('a page without anything says so (%#)', async (view, title) => {
  serve({
    'GET /api/v1/admin/jobs': json({ pending: 0, failed: 0, dead: 0, jobs: [] }),
    'GET /api/v1/admin/errors': json(page([])),
    'GET /api/v1/admin/messages': json(page([])),
    'GET /api/v1/admin/audit': json(page([])),
    'GET /api/v1/admin/outbound': json({ destinations: [], calls: [] }),
  })
  const { container } = await show(view)
  expect(await screen.findByRole('heading', { name: title })).toBeVisible()
  await expectAccessible(container)
})

test.each([<JobsView key="" />, <ErrorsView key="" />, <MessagesView key="" />, <AuditView key="" />, <OutboundView key="" />])(
  'a page that cannot be loaded says why (%#)',
  async (view) => {
    const no = problem(403, 'admins_only', { detail: 'Only for admins.' })
    serve(Object.fromEntries(['jobs', 'errors', 'messages', 'audit', 'outbound'].map((name) => [`GET /api/v1/admin/${name}`, no])))
    await show(view)
    expect(await screen.findByRole('alert')).toHaveTextContent('Only for admins.')
  },
)

test('an error is forgotten at once', async () => {
  const answer = Promise.withResolvers<Response>()
  serve({ 'GET /api/v1/admin/errors': json(page([anError()])), 'DELETE /api/v1/admin/errors/error': () => answer.promise })
  const { container } = await show(<ErrorsView />)
  expect(await screen.findByText('1,204 times')).toBeVisible()
  await expectAccessible(container)
  await userEvent.click(screen.getByRole('button', { name: 'Forget ZeroDivisionError' }))
  await waitFor(() => expect(screen.queryByText('1,204 times')).toBeNull())
  answer.resolve(gone())
  expect(await screen.findByText('Forgotten. It comes back if it happens again.')).toBeVisible()
})

test('the log says who did what to whom, and can show one kind', async () => {
  const entry = { at: '2026-11-20T08:00:00Z', kind: 'person_paused', actor: 'noor@home.example', subject: 'ben@home.example', address: '10.0.0.4', details: { pause_kind: 'rules', reason: 'Spam' } }
  serve({ 'GET /api/v1/admin/audit': json(page([entry, { ...entry, kind: 'newer_kind', details: { role: 'admin', invited: 'yes', registration: 'open', odd: 'thing' } }])) })
  const { container } = await show(<AuditView />)
  const list = within(await screen.findByRole('list'))
  for (const words of ['An account was paused', 'Rules', '“Spam”', 'newer kind', 'as Admin', 'with an invite', 'joining: Open', 'thing']) expect(list.getByText(words)).toBeVisible()
  expect(list.getAllByText('about ben@home.example')).toHaveLength(2)
  await expectAccessible(container)
  await userEvent.selectOptions(screen.getByLabelText('Show'), 'Signed in')
  expect(auditWords(i18n.t, 'signed_in')).toBe('Signed in')
})

test('a message is read, copied, and deleted after a question', async () => {
  const calls = serve({ 'GET /api/v1/admin/messages': json(page([aMessage()])), 'DELETE /api/v1/admin/messages/message': gone })
  const { container } = await show(<MessagesView />)
  const user = userEvent.setup()
  const copied = vi.spyOn(navigator.clipboard, 'writeText')
  await user.click(await screen.findByText('Read the message'))
  expect(screen.getByText(/Open this link/)).toBeVisible()
  await expectAccessible(container)
  await user.click(screen.getByRole('button', { name: 'Copy the message: Noor invites you' }))
  expect(copied).toHaveBeenCalledWith(aMessage().text)
  await user.click(screen.getByRole('button', { name: 'Delete the message: Noor invites you' }))
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete' }))
  await waitFor(() => expect(calls.some(({ method }) => method === 'DELETE')).toBe(true))
})

test('what leaves the server: places, data, and the last calls', async () => {
  serve({
    'GET /api/v1/admin/outbound': json({
      destinations: [{ name: 'vision', host: 'api.example', purpose: 'Reads photos of scales.', data: ['photo', 'metrics'], allowed_by: 'HABITUS_VISION_URL' }],
      calls: [{ at: '2026-11-20T08:00:00Z', destination: 'vision', host: 'api.example', data_class: 'photo', bytes_sent: 120_000, bytes_received: 900, outcome: '200' }],
    }),
  })
  const { container } = await show(<OutboundView />)
  expect(await screen.findByText('Data: photos and measurements')).toBeVisible()
  expect(screen.getByText('120 kB out')).toBeVisible()
  await expectAccessible(container)
})

test('the name is saved, and who can join is changed at once and taken back when refused', async () => {
  const calls = serve({ 'PATCH /api/v1/admin/instance': () => problem(409, 'conflict') })
  const { container } = await show(<ServerForm server={aServer()} />)
  await expectAccessible(container)
  const name = await screen.findByLabelText('Name of this server')
  await userEvent.clear(name)
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(screen.getByText('Use 1 to 60 characters.')).toBeVisible()
  await userEvent.type(name, ' home.habitus ')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  await userEvent.click(screen.getByRole('radio', { name: /^Open/ }))
  await waitFor(() => expect(calls.map(({ body }) => body)).toEqual([{ name: 'home.habitus' }, { registration: 'open' }]))
  expect(await screen.findByText('Nothing was changed')).toBeVisible()
})

test('sizes', () => {
  expect([0, 340, 148_400_000, 1_250_000_000, 5e15].map((size) => bytes(size, 'en'))).toEqual(['0\u00a0B', '340\u00a0B', '148\u00a0MB', '1.3\u00a0GB', '5,000\u00a0TB'])
})
