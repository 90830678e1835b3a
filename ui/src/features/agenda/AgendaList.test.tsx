import { screen, waitFor, within } from '@testing-library/react'
import { useQuery } from '@tanstack/react-query'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, test } from 'vitest'
import * as session from '@/api/session'
import type { AgendaItem } from '@/api/types'
import { TODAY, aCheck, aDay, anAmount } from '@/test/factories'
import { expectAccessible, show } from '@/test/render'
import { json, problem, serve } from '@/test/server'
import { AgendaList } from './AgendaList'
import { agendaQueries } from './agenda.queries'

function Page() {
  const { data } = useQuery(agendaQueries.today())
  return data ? (
    <main>
      <h1>{`${String(data.done)} of ${String(data.due)}`}</h1>
      <AgendaList day={data} />
    </main>
  ) : null
}

const entryPath = (item: AgendaItem) => `PUT /api/v1/habits/${item.id}/entries/${TODAY}`

const answer = (item: AgendaItem, amount: number | null, state: string) =>
  json({
    entry: { habit_id: item.id, day: TODAY, state, amount, note: null, tapped_at: '2026-11-20T07:00:00Z' },
    habit: { streak: 5, longest_streak: 9, strength: 0.64 },
    day: { date: TODAY, due: 2, done: state === 'done' ? 1 : 0 },
  })

beforeEach(() => {
  session.begin({ access_token: 'token' })
})

describe('the list of a day', () => {
  test('shows sections, counts and how each habit stands, and axe is content', async () => {
    const items = [
      aCheck({ state: 'done' }),
      anAmount({ section: 'evening' }),
      aCheck({ name: 'Call a friend', section: 'anytime', due: false, goal: { ...aCheck().goal, times: 2, days: 30 } }),
    ]
    serve({ 'GET /api/v1/today': json(aDay(items)) })
    const { container } = await show(<Page />)
    expect(await screen.findByRole('heading', { name: 'Morning' })).toBeVisible()
    expect(screen.getByText('1 of 1')).toBeVisible()
    expect(screen.getByText('5 of 8 glasses')).toBeVisible()
    expect(screen.getByText('not needed today')).toBeVisible()
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
    const put = calls.find((call) => call.method === 'PUT')
    expect(put?.body).toMatchObject({ state: 'done', tapped_at: expect.stringMatching(/Z$/) as string, zone: expect.any(String) as string })
    await user.click(within(toast).getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(calls.filter((call) => call.method === 'PUT').map((call) => (call.body as { state: string }).state)).toEqual(['done', 'none']))
  })

  test('a refused tick disappears and says why', async () => {
    const item = aCheck()
    serve({ 'GET /api/v1/today': json(aDay([item])), [entryPath(item)]: problem(404, 'habit_not_found') })
    await show(<Page />)
    await userEvent.click(await screen.findByRole('button', { name: 'Done: Stretch' }))
    expect(await screen.findByText('Stretch was not saved')).toBeVisible()
    expect(screen.getByText(/This habit is gone/)).toBeVisible()
    expect(screen.getByRole('button', { name: 'Done: Stretch' })).toHaveProperty('ariaPressed', 'false')
    expect(screen.getByRole('heading', { name: '0 of 1' })).toBeVisible()
  })

  test('quick taps are sent as increments, one after the other, each with its own id', async () => {
    const item = anAmount()
    let amount = 5
    const calls = serve({
      'GET /api/v1/today': () => json(aDay([{ ...item, amount, window: { done: amount, needed: 8 } }])),
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
    await waitFor(() => expect(calls.some((call) => (call.body as { state?: string }).state === 'skipped')).toBe(true))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(screen.getByRole('button', { name: 'Drink water, details' })).toHaveFocus()
  })
})
