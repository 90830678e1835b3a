import { screen, waitFor, within } from '@testing-library/react'
import { useQuery } from '@tanstack/react-query'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, test } from 'vitest'
import { outbox } from '@/api/outbox/outbox'
import * as session from '@/api/session'
import type { AgendaItem } from '@/api/types'
import { TODAY, aCheck, aDay, aGoal, aWeek, aWindow, anAmount } from '@/test/factories'
import { expectAccessible, show } from '@/test/render'
import { json, problem, serve } from '@/test/server'
import { hideToast } from '@/ui/toast-store'
import { AgendaList } from './AgendaList'
import { agendaQueries } from './agenda.queries'

function Page() {
  const { data } = useQuery(agendaQueries.today())
  return data ? (
    <main>
      <h1>{`${String(data.done)} of ${String(data.due)}`}</h1>
      <AgendaList day={data} zone="Europe/Berlin" />
    </main>
  ) : null
}

const entryPath = (item: AgendaItem) => `PUT /api/v1/habits/${item.id}/entries/${TODAY}`

const answer = (item: AgendaItem, amount: number | null, state: string) =>
  json({
    entry: { habit_id: item.id, day: TODAY, state, amount, note: null, steps: null, reason: null, tapped_at: '2026-11-20T07:00:00Z' },
    habit: { streak: 5, longest_streak: 9, strength: 0.64 },
    day: { date: TODAY, due: 2, done: state === 'done' ? 1 : 0 },
  })

beforeEach(() => {
  hideToast()
  session.begin({ access_token: 'token' })
})

describe('the list of a day', () => {
  test('shows sections, counts and how each habit stands, and axe is content', async () => {
    const items = [
      aCheck({ state: 'done', tapped_at: '2026-11-20T06:10:00Z' }),
      anAmount({ section: 'evening' }),
      aCheck({ name: 'Call a friend', section: 'anytime', due: false, goal: aGoal({ schedule: 'monthly', times: 2, days: 30 }), window: aWindow({ done: 2, needed: 2, first: '2026-11-01', last: '2026-11-30', is_safe_to_skip: true }), streak: 6, streak_unit: 'month' }),
    ]
    serve({ 'GET /api/v1/today': json(aDay(items)) })
    const { container } = await show(<Page />)
    expect(await screen.findByRole('heading', { name: 'Morning' })).toBeVisible()
    expect(screen.getByText('1 of 1')).toBeVisible()
    expect(screen.getByText('5 of 8 glasses')).toBeVisible()
    expect(screen.getByText('07:10')).toBeVisible()
    expect(screen.getByText('Done at 07:10')).toBeInTheDocument()
    expect(screen.getByText('not needed today')).toBeVisible()
    expect(screen.getByText('2 of 2 this month')).toBeVisible()
    expect(screen.getByText('6 months')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Done: Stretch' })).toHaveProperty('ariaPressed', 'true')
    await expectAccessible(container)
  })

  test('a tick shows at once, is stored, and can be taken back', async () => {
    const item = aCheck()
    const other = aCheck({ name: 'Run' })
    let stored: AgendaItem['state'] = 'none'
    const calls = serve({
      'GET /api/v1/today': () => json(aDay([{ ...item, state: stored }, other])),
      [entryPath(item)]: () => answer(item, null, (stored = stored === 'done' ? 'none' : 'done')),
    })
    await show(<Page />)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Done: Stretch' }))
    expect(await screen.findByRole('heading', { name: '1 of 2' })).toBeVisible()
    const toast = screen.getByRole('status')
    expect(within(toast).getByText('5 days in a row')).toBeVisible()
    const put = await waitFor(() => calls.find((call) => call.method === 'PUT') ?? expect.fail('nothing was sent'))
    expect(put.body).toMatchObject({ state: 'done', tapped_at: expect.stringMatching(/Z$/) as string, zone: expect.any(String) as string })
    await user.click(within(toast).getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(calls.filter((call) => call.method === 'PUT').map((call) => (call.body as { state: string }).state)).toEqual(['done', 'none']))
  })

  test('a refused tick disappears and says why', async () => {
    const item = aCheck()
    serve({ 'GET /api/v1/today': json(aDay([item])), [entryPath(item)]: problem(404, 'habit_not_found') })
    await show(<Page />)
    await userEvent.click(await screen.findByRole('button', { name: 'Done: Stretch' }))
    expect(await screen.findByText('Not accepted: Stretch')).toBeVisible()
    expect(screen.getByText(/This habit is gone/)).toBeVisible()
    await waitFor(() => expect(outbox.view().parked).toHaveLength(1))
    expect(screen.getByRole('button', { name: 'Done: Stretch' })).toHaveProperty('ariaPressed', 'false')
    expect(screen.getByRole('heading', { name: '0 of 1' })).toBeVisible()
  })

  test('taps the server is not there for stay on the screen and are sent when it is back, each under its first id', async () => {
    const [item, other] = [aCheck(), aCheck({ name: 'Run' })]
    let away = true
    let done = false
    const reply = (one: AgendaItem) => () => (away ? Promise.reject(new TypeError('Failed to fetch')) : answer(one, null, 'done'))
    const today = () => json(aDay([item, other].map((one) => ({ ...one, state: done ? ('done' as const) : one.state }))))
    const calls = serve({ 'GET /api/v1/today': today, [entryPath(item)]: reply(item), [entryPath(other)]: reply(other) })
    await show(<Page />)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Done: Stretch' }))
    await user.click(screen.getByRole('button', { name: 'Done: Run' }))
    expect(await screen.findByRole('heading', { name: '2 of 2' })).toBeVisible()
    await waitFor(() => expect(outbox.view().waiting).toHaveLength(2))
    const ids = () => calls.filter((call) => call.method === 'PUT').map((call) => (call.body as { client_id: string }).client_id)
    const tried = ids().length
    away = false
    done = true
    expect(await outbox.flush()).toBe(true)
    expect(new Set(ids()).size).toBe(2)
    expect(ids().length).toBeGreaterThan(tried)
    expect(await screen.findByRole('heading', { name: '2 of 2' })).toBeVisible()
  })

  test('a double tap is one tap', async () => {
    const item = aCheck()
    let stored: AgendaItem['state'] = 'none'
    const calls = serve({
      'GET /api/v1/today': () => json(aDay([{ ...item, state: stored }])),
      [entryPath(item)]: () => answer(item, null, (stored = 'done')),
    })
    await show(<Page />)
    await userEvent.dblClick(await screen.findByRole('button', { name: 'Done: Stretch' }))
    expect(await screen.findByRole('heading', { name: '1 of 1' })).toBeVisible()
    expect(calls.filter((call) => call.method === 'PUT')).toHaveLength(1)
  })

  test('quick taps are sent as increments, one after the other, each with its own id', async () => {
    const item = anAmount()
    let amount = 5
    const calls = serve({
      'GET /api/v1/today': () => json(aDay([{ ...item, amount, window: aWindow({ done: amount, needed: 8 }) }])),
      [entryPath(item)]: () => answer(item, (amount += 1), 'partial'),
    })
    await show(<Page />)
    const user = userEvent.setup()
    const plus = await screen.findByRole('button', { name: 'Add 1: Drink water' })
    await user.click(plus)
    await user.click(plus)
    expect(await screen.findByText('7 of 8 glasses')).toBeVisible()
    await waitFor(() => expect(calls.filter((call) => call.method === 'PUT')).toHaveLength(2))
    const bodies = calls.filter((call) => call.method === 'PUT').map((call) => call.body as { increment: number; client_id: string })
    expect(bodies.map((sent) => sent.increment)).toEqual([1, 1])
    expect(new Set(bodies.map((sent) => sent.client_id)).size).toBe(2)
  })

  test('a large amount stays what it is when its field is saved as it stands', async () => {
    const item = anAmount({ amount: 1234.5, goal: aGoal({ target: 10_000 }) })
    const calls = serve({ 'GET /api/v1/today': json(aDay([item])), [entryPath(item)]: () => answer(item, 1234.5, 'partial') })
    await show(<Page />)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Drink water, details' }))
    const amount = await screen.findByLabelText('Amount today (glasses)')
    expect(amount).toHaveValue('1234.5')
    await user.clear(amount)
    await user.type(amount, '2000000000{Enter}')
    expect(screen.getByText('Enter 1,000,000,000 or less.')).toBeVisible()
    await user.clear(amount)
    await user.type(amount, '1,234.5{Enter}')
    await waitFor(() => expect(calls.find((call) => call.method === 'PUT')?.body).toMatchObject({ amount: 1234.5 }))
  })

  test('what the server would refuse is said at the field, first by us, else by the server', async () => {
    const item = anAmount()
    const errors = [{ pointer: '/amount', detail: 'In the server’s English.' }]
    const calls = serve({ 'GET /api/v1/today': json(aDay([item])), [entryPath(item)]: problem(422, 'payload_invalid', { errors }) })
    await show(<Page />)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Drink water, details' }))
    const amount = await screen.findByLabelText('Amount today (glasses)')
    const enter = async (text: string) => {
      await user.clear(amount)
      await user.type(amount, `${text}{Enter}`)
    }
    await enter('1000000000000')
    expect(screen.getByRole('alert')).toHaveTextContent('Enter 1,000,000,000 or less.')
    await enter('0.1234567')
    expect(screen.getByRole('alert')).toHaveTextContent('Use at most 6 decimals.')
    expect(calls.filter((call) => call.method === 'PUT')).toEqual([])
    await enter('7')
    expect(await screen.findByText('Enter a number of 0 or more, up to 1,000,000,000.')).toBeVisible()
    expect(amount).toHaveValue('7')
    expect(amount).toBeInvalid()
    expect(screen.getByRole('dialog')).toBeVisible()
  })

  test('a typed note is saved however the sheet closes, and can be taken back', async () => {
    const item = aCheck({ note: 'Hips looser.' })
    const calls = serve({ 'GET /api/v1/today': json(aDay([item])), [entryPath(item)]: () => answer(item, null, 'none') })
    const notes = () => calls.filter((call) => call.method === 'PUT').map((call) => call.body as { state: string; note?: string })
    await show(<Page />)
    const user = userEvent.setup()
    const open = async () => {
      await user.click(await screen.findByRole('button', { name: 'Stretch, details' }))
      return screen.findByLabelText('Note for today')
    }
    await open()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(notes()).toEqual([])

    await user.type(await open(), ' Much.')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(notes().at(-1)).toMatchObject({ state: 'none', note: 'Hips looser. Much.' }))
    expect(await screen.findByText('Stretch: note saved')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(notes().at(-1)).toMatchObject({ state: 'none', note: 'Hips looser.' }))

    await user.type(await open(), ' Sore knee.')
    await user.click(screen.getByRole('button', { name: 'Skip today' }))
    await user.click(screen.getByRole('button', { name: 'no reason' }))
    await waitFor(() => expect(notes().at(-1)).toMatchObject({ state: 'skipped', note: expect.stringMatching(/Sore knee/) as string }))
  })

  test('an amount goes out with the note that was typed, once, also when the server is away', async () => {
    const item = anAmount()
    const calls = serve({ 'GET /api/v1/today': json(aDay([item])), [entryPath(item)]: () => Promise.reject(new TypeError('Failed to fetch')) })
    await show(<Page />)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Drink water, details' }))
    await user.type(await screen.findByLabelText('Note for today'), 'By the river')
    await user.clear(screen.getByLabelText('Amount today (glasses)'))
    await user.type(screen.getByLabelText('Amount today (glasses)'), '7{Enter}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(outbox.view().waiting.map(({ entry }) => entry)).toEqual([expect.objectContaining({ state: 'done', amount: 7, note: 'By the river' })])
    expect(new Set(calls.filter((call) => call.method === 'PUT').map((call) => (call.body as { note: string }).note))).toEqual(new Set(['By the river']))
  })

  test('a note that is too long is counted, not cut, and keeps the sheet open', async () => {
    const item = aCheck()
    const calls = serve({ 'GET /api/v1/today': json(aDay([item])) })
    await show(<Page />)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Stretch, details' }))
    const note = await screen.findByLabelText('Note for today')
    await user.click(note)
    await user.paste('x'.repeat(1799))
    expect(note).not.toHaveAccessibleDescription()
    await user.paste('x')
    expect(note).toHaveAccessibleDescription('1,800 of 2,000 characters')
    await user.paste('x'.repeat(201))
    expect(note).toHaveValue('x'.repeat(2001))
    expect(screen.getByRole('alert')).toHaveTextContent('A note has at most 2,000 characters.')
    await user.keyboard('{Escape}')
    expect(screen.getByRole('dialog')).toBeVisible()
    await waitFor(() => expect(note).toHaveFocus())
    expect(calls.filter((call) => call.method === 'PUT')).toEqual([])
  })

  test('the sheet sets an exact amount, writes a note and skips', async () => {
    const item = anAmount()
    const calls = serve({ 'GET /api/v1/today': json(aDay([item])), [entryPath(item)]: () => answer(item, 5, 'partial') })
    await show(<Page />)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Drink water, details' }))
    const sheet = await screen.findByRole('dialog', { name: 'Drink water' })
    expect(within(sheet).getByText('62 %')).toBeVisible()
    await expectAccessible(sheet)

    const amount = within(sheet).getByLabelText('Amount today (glasses)')
    await user.clear(amount)
    await user.type(amount, 'lots')
    await user.click(within(sheet).getByRole('button', { name: 'Save amount' }))
    expect(within(sheet).getByText('Enter a number of 0 or more.')).toBeVisible()
    await user.clear(amount)
    await user.type(amount, '2,5{Enter}')
    await waitFor(() => expect(calls.findLast((call) => call.method === 'PUT')?.body).toMatchObject({ state: 'done', amount: 2.5 }))

    await user.click(await screen.findByRole('button', { name: 'Drink water, details' }))
    await user.type(await screen.findByLabelText('Note for today'), 'By the river')
    await user.click(screen.getByRole('button', { name: 'Save note' }))
    await waitFor(() => expect(calls.some((call) => (call.body as { note?: string }).note === 'By the river')).toBe(true))

    await user.click(await screen.findByRole('button', { name: 'Drink water, details' }))
    await user.click(await screen.findByRole('button', { name: 'Skip today' }))
    await user.click(screen.getByRole('button', { name: 'travelling' }))
    await waitFor(() => expect(calls.findLast((call) => call.method === 'PUT')?.body).toMatchObject({ state: 'skipped', reason: 'travel' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(screen.getByRole('button', { name: 'Drink water, details' })).toHaveFocus()
  })

  test('says what a week still needs and whether today may be left out', async () => {
    const run = (more: Partial<AgendaItem>) => aCheck({ goal: aGoal({ schedule: 'weekly', times: 3, days: 7 }), window: aWeek({ done: 1, needed: 3 }), due: false, streak: 5, streak_unit: 'week', ...more })
    serve({ 'GET /api/v1/today': json(aDay([run({}), run({ name: 'Swim', due: true, window: aWeek({ done: 1, needed: 3, last: TODAY, is_safe_to_skip: false }) })])) })
    await show(<Page />)
    expect(await screen.findByText('2 left until Sunday')).toBeVisible()
    expect(screen.getAllByText('safe to skip today')).toHaveLength(1)
    expect(screen.getByText('2 left, today is the last day')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Stretch, details' }))
    expect(await screen.findByText(/1 of 3 this week, 2 left until Sunday, safe to skip today\./)).toBeVisible()
  })

  test('paused, skipped and frozen habits say so', async () => {
    const rest = (name: string, more: Partial<AgendaItem>) => aCheck({ name, due: false, ...more })
    serve({
      'GET /api/v1/today': json(
        aDay([rest('Run', { look: 'paused' }), rest('Read', { state: 'skipped', reason: 'sick' }), rest('Write', { state: 'frozen' })]),
      ),
    })
    const { container } = await show(<Page />)
    expect(await screen.findByText('paused')).toBeVisible()
    expect(screen.getByText('skipped, ill')).toBeVisible()
    expect(screen.getByText('a freeze covered this day')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Done: Run' })).toHaveProperty('ariaPressed', 'false')
    await expectAccessible(container)
  })

  test('a clean day is one tap, a lapse is told in the sheet and can be taken back', async () => {
    const item = aCheck({ name: 'No cigarettes', kind: 'quit', streak: 22 })
    let state: AgendaItem['state'] = 'none'
    const calls = serve({
      'GET /api/v1/today': () => json(aDay([{ ...item, state, look: state === 'none' ? 'open' : state }])),
      [entryPath(item)]: () => answer(item, null, (state = (puts().at(-1)?.state ?? 'none') as AgendaItem['state'])),
    })
    const puts = () => calls.filter((call) => call.method === 'PUT').map((call) => call.body as { state: string })
    const { container } = await show(<Page />)
    const user = userEvent.setup()
    expect(await screen.findByText('Clean for 22 days')).toBeVisible()
    await expectAccessible(container)
    await user.click(screen.getByRole('button', { name: 'Stayed clean: No cigarettes' }))
    await waitFor(() => expect(puts()).toHaveLength(1))
    expect(screen.getByRole('button', { name: 'Stayed clean: No cigarettes' })).toHaveProperty('ariaPressed', 'true')
    await user.click(screen.getByRole('button', { name: 'No cigarettes, details' }))
    await user.click(await screen.findByRole('button', { name: 'I lapsed' }))
    expect(await screen.findByText('One day. The next one counts again.')).toBeVisible()
    await user.click(await screen.findByRole('button', { name: 'lapsed, take back: No cigarettes' }))
    await waitFor(() => expect(puts().map((put) => put.state)).toEqual(['done', 'lapsed', 'none']))
  })

  test('a limit counts up and says when it is passed', async () => {
    const item = anAmount({ name: 'Coffee', kind: 'quit', unit: 'cups', goal: aGoal({ target: 2, direction: 'at_most' }), state: 'done', amount: 2, look: 'done', window: aWindow({ done: 2, needed: 2 }) })
    const calls = serve({ 'GET /api/v1/today': json(aDay([item])), [entryPath(item)]: () => new Promise<Response>(() => undefined) })
    await show(<Page />)
    const user = userEvent.setup()
    expect(await screen.findByText('2 of 2 cups')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Add 1: Coffee' }))
    expect(await screen.findByText('over the limit')).toBeVisible()
    expect(screen.getByText('3 of 2 cups')).toBeVisible()
    expect(screen.getByRole('heading', { name: '0 of 1' })).toBeVisible()
    await waitFor(() => expect(calls.find((call) => call.method === 'PUT')?.body).toMatchObject({ state: 'done', increment: 1 }))
  })

  test('the steps of a checklist are ticked in the sheet', async () => {
    const steps = [{ id: 'a', name: 'Make the bed' }, { id: 'b', name: 'Open the window' }]
    const item = aCheck({ name: 'Morning', steps, ticked: ['a'], state: 'partial', amount: 0.5 })
    const calls = serve({ 'GET /api/v1/today': json(aDay([item])), [entryPath(item)]: () => new Promise<Response>(() => undefined) })
    await show(<Page />)
    const user = userEvent.setup()
    expect(await screen.findByText('1 of 2 steps')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Morning: 1/2, open the checklist' }))
    const sheet = await screen.findByRole('dialog', { name: 'Morning' })
    expect(within(sheet).getByRole('checkbox', { name: 'Make the bed' })).toBeChecked()
    await expectAccessible(sheet)
    await user.click(within(sheet).getByRole('checkbox', { name: 'Open the window' }))
    await waitFor(() => expect(calls.find((call) => call.method === 'PUT')?.body).toMatchObject({ state: 'done', steps: ['a', 'b'] }))
    expect(within(sheet).getByText('Steps, 2 of 2')).toBeVisible()
  })
})
