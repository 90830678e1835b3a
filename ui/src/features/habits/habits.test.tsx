import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, test } from 'vitest'
import * as session from '@/api/session'
import type { HabitRead, LedgerRead } from '@/api/types'
import { TODAY, aGoalRead, aHabit } from '@/test/factories'
import { expectAccessible, show } from '@/test/render'
import { json, problem, serve } from '@/test/server'
import { hideToast } from '@/ui/toast-store'
import { HabitList } from './HabitList'
import { Ledger } from './Ledger'

beforeEach(() => {
  hideToast()
  session.begin({ access_token: 'token' })
})

const page = (items: HabitRead[]) => json({ items, next_cursor: null })

const active = (ordering = false) => <HabitList which="active" ordering={ordering} empty={<p>none</p>} />

describe('the list of habits', () => {
  test('says what each asks, and unfolds what can be done with it', async () => {
    serve({ 'GET /api/v1/habits': page([aHabit({ name: 'Run', goal: aGoalRead({ schedule: 'weekly', times: 3, days: 7 }), streak: 5, streak_unit: 'week' })]) })
    const { container } = await show(active())
    expect(await screen.findByText('3 times a week')).toBeVisible()
    expect(screen.getByText('Streak: 5 weeks')).toBeInTheDocument()
    expect(screen.queryByRole('searchbox')).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Run, actions' }))
    const actions = screen.getByRole('group', { name: 'Run, actions' })
    expect(within(actions).getByRole('link', { name: 'Edit' })).toBeVisible()
    expect(within(actions).getByRole('button', { name: 'Archive' })).toBeVisible()
    await expectAccessible(container)
  })

  test('deleting is one tap, and so is taking it back', async () => {
    const habit = aHabit({ name: 'Run' })
    const path = `/api/v1/habits/${habit.id}`
    let gone = false
    const calls = serve({
      'GET /api/v1/habits': () => page(gone ? [] : [habit]),
      [`DELETE ${path}`]: () => ((gone = true), new Response(null, { status: 204 })),
      [`POST ${path}/undelete`]: () => ((gone = false), json(habit)),
    })
    await show(active())
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Run, actions' }))
    await user.click(screen.getByRole('button', { name: 'Delete' }))
    expect(await screen.findByText('none')).toBeVisible()
    expect(screen.getByText('Run is deleted')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    expect(await screen.findByRole('link', { name: /Run/ })).toBeVisible()
    expect(calls.map(({ method }) => method)).toContain('POST')
  })

  test('a refused change is told', async () => {
    const habit = aHabit({ name: 'Run' })
    serve({ 'GET /api/v1/habits': page([habit]), [`PUT /api/v1/habits/${habit.id}/archive`]: problem(404, 'habit_not_found') })
    await show(active())
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Run, actions' }))
    await user.click(screen.getByRole('button', { name: 'Archive' }))
    expect(await screen.findByText('Run was not saved')).toBeVisible()
    expect(screen.getByText(/This habit is gone/)).toBeVisible()
  })

  test('many can be searched by name and tag', async () => {
    const habits = Array.from({ length: 9 }, (_, place) => aHabit({ name: `Habit ${String(place)}`, tags: place === 4 ? ['outside'] : [] }))
    serve({ 'GET /api/v1/habits': page(habits) })
    await show(active())
    await userEvent.type(await screen.findByRole('searchbox', { name: 'Search habits' }), 'OUTSIDE hab')
    expect(await screen.findByText('1 habit found')).toBeInTheDocument()
    expect(screen.getAllByRole('listitem')).toHaveLength(1)
    await userEvent.type(screen.getByRole('searchbox'), 'x')
    expect(await screen.findByText('Nothing here fits.')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }))
    expect(screen.getAllByRole('listitem')).toHaveLength(9)
  })

  test('chips of categories and tags narrow the list, and "/" leads to the search', async () => {
    const habits = [
      aHabit({ name: 'Run', category: 'Movement', tags: ['outside'] }),
      aHabit({ name: 'Swim', category: 'Movement' }),
      aHabit({ name: 'Walk', tags: ['outside'] }),
      ...['Read', 'Sleep'].map((name) => aHabit({ name })),
    ]
    serve({ 'GET /api/v1/habits': page(habits) })
    const { container } = await show(active())
    const user = userEvent.setup()
    const chips = await screen.findByRole('group', { name: 'Categories and tags' })
    expect(within(chips).getAllByRole('button').map((chip) => chip.textContent)).toEqual(['Movement', 'outside'])
    await user.click(within(chips).getByRole('button', { name: 'Movement' }))
    expect(await screen.findByText('2 habits found')).toBeInTheDocument()
    await user.click(within(chips).getByRole('button', { name: 'outside' }))
    expect(await screen.findByText('1 habit found')).toBeInTheDocument()
    expect(within(chips).getByRole('button', { name: 'outside' })).toHaveProperty('ariaPressed', 'true')
    await expectAccessible(container)
    await user.click(within(chips).getByRole('button', { name: 'outside' }))
    await user.click(within(chips).getByRole('button', { name: 'Movement' }))
    expect(screen.getAllByRole('listitem')).toHaveLength(5)
    await user.keyboard('/')
    expect(screen.getByRole('searchbox')).toHaveFocus()
    await user.keyboard('sw/{Escape}')
    expect(screen.getByRole('searchbox')).toHaveValue('')
  })

  test('the order is changed with the keyboard, said aloud and sent whole', async () => {
    const [one, two, three] = [aHabit({ name: 'One' }), aHabit({ name: 'Two' }), aHabit({ name: 'Three' })]
    let order = [one, two, three]
    const calls = serve({
      'GET /api/v1/habits': () => page(order),
      'PUT /api/v1/habits/order': () => ((order = [two, one, three]), new Response(null, { status: 204 })),
    })
    const { container } = await show(active(true))
    const up = await screen.findByRole('button', { name: 'Move up: Two' })
    expect(screen.getByRole('button', { name: 'Move up: One' })).toHaveProperty('ariaDisabled', 'true')
    up.focus()
    await userEvent.keyboard('{Enter}')
    expect(await screen.findByText('Two is now number 1 of 3')).toBeInTheDocument()
    await waitFor(() => expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({ habit_ids: [two.id, one.id, three.id] }))
    expect(screen.getAllByRole('listitem').map((row) => row.textContent)).toEqual(['Two', 'One', 'Three'])
    await expectAccessible(container)
  })
})

test('the ledger tells the streak in words and what ended the one before', async () => {
  const ledger: LedgerRead = {
    habit_id: 'x',
    today: TODAY,
    unit: 'day',
    streak: 12,
    since: '2026-11-07',
    runs: [
      { first: '2026-11-15', last: '2026-11-20', what: 'done', adds: 6 },
      { first: '2026-11-14', last: '2026-11-14', what: 'skipped', adds: 0 },
      { first: '2026-11-08', last: '2026-11-13', what: 'done', adds: 6 },
    ],
    ended_by: { first: '2026-11-07', last: '2026-11-07', what: 'missed', adds: 0 },
  }
  serve({ 'GET /api/v1/habits/x/ledger': json(ledger) })
  const { container } = await show(<Ledger id="x" />)
  expect(await screen.findByRole('heading', { name: 'Why is my streak 12?' })).toBeVisible()
  expect(screen.getAllByRole('listitem').map((row) => row.textContent)).toEqual([
    'Streak today12 days',
    expect.stringMatching(/^Done on 6 days15\s?–\s?20 Nov\+6$/),
    'Skipped, streak kept14 Nov0',
    expect.stringMatching(/^Done on 6 days/),
    'Not done. This ended the streak before.7 Nov0',
  ])
  await expectAccessible(container)
})

test('a ledger that cannot be loaded says so, and tries again', async () => {
  let answers = false
  const ledger: LedgerRead = { habit_id: 'x', today: TODAY, unit: 'day', streak: 0, since: null, runs: [], ended_by: null }
  serve({ 'GET /api/v1/habits/x/ledger': () => (answers ? json(ledger) : problem(404, 'habit_not_found')) })
  await show(<Ledger id="x" />)
  expect(await screen.findByRole('alert')).toHaveTextContent('This habit is gone')
  answers = true
  await userEvent.click(screen.getByRole('button', { name: 'Try now' }))
  expect(await screen.findByText('The first done day begins it.')).toBeVisible()
})
