import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import * as session from '@/api/session'
import type { HabitRead } from '@/api/types'
import { speak } from '@/i18n/i18n'
import { TODAY, aGoalRead, aHabit } from '@/test/factories'
import { expectAccessible, show } from '@/test/render'
import { json, problem, serve } from '@/test/server'
import { EditHabitForm } from './EditHabitForm'
import { NewHabitForm } from './NewHabitForm'
import { asksElse, changing, creating, sinceDay } from './bodies'
import { type Draft, EMPTY_DRAFT, draftOf, goalOf } from './draft'
import { faultsOf } from './faults'

beforeEach(() => {
  session.begin({ access_token: 'token' })
})

const form = (added = vi.fn()) => <NewHabitForm today={TODAY} firstWeekday={1} onAdded={added} />

describe('a new habit', () => {
  test('the words follow the choices, and the habit is sent as it reads', async () => {
    const calls = serve({ 'POST /api/v1/habits': json({}, 201) })
    const added = vi.fn()
    const { container } = await show(form(added))
    const user = userEvent.setup()
    await user.type(await screen.findByLabelText('Name'), 'Run')
    await user.click(screen.getByLabelText('Some days a week'))
    expect(screen.getByText(/^3 times a week\./)).toBeVisible()
    await user.click(screen.getByLabelText('Moss'))
    await user.click(screen.getByLabelText('Runner'))
    await user.click(screen.getByLabelText('Evening'))
    await expectAccessible(container)
    await user.click(screen.getByRole('button', { name: 'Add habit' }))
    await waitFor(() => expect(added).toHaveBeenCalledWith('Run'))
    expect(calls[0]?.body).toMatchObject({
      name: 'Run',
      kind: 'build',
      measure: 'check',
      goal: { schedule: 'weekly', times: 3 },
      color: 'moss',
      icon: 'run',
      section: 'evening',
      id: expect.any(String) as string,
    })
  })

  test('what is to be quit has limits instead of targets', async () => {
    const calls = serve({ 'POST /api/v1/habits': json({}, 201) })
    await show(form())
    const user = userEvent.setup()
    await user.click(await screen.findByLabelText('Cutting back or quitting'))
    expect(screen.queryByLabelText('A checklist')).toBeNull()
    expect(screen.queryByLabelText('Some days a week')).toBeNull()
    expect(screen.getByText(/^Not at all\. A day without a lapse counts/)).toBeVisible()
    await user.type(screen.getByLabelText('Name'), 'Coffee')
    await user.click(screen.getByLabelText('At most an amount'))
    await user.type(screen.getByLabelText('At most'), '10')
    await user.type(screen.getByLabelText('Unit (optional)'), 'cups')
    await user.click(screen.getByLabelText('A week'))
    expect(screen.getByText(/^At most 10\scups a week\./)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Add habit' }))
    await waitFor(() => expect(calls).not.toEqual([]))
    expect(calls[0]?.body).toMatchObject({ kind: 'quit', measure: 'amount', unit: 'cups', goal: { schedule: 'weekly', target: 10 } })
  })

  test('weekdays are chosen one by one, and none is too few', async () => {
    const calls = serve({ 'POST /api/v1/habits': json({}, 201) })
    await show(form())
    const user = userEvent.setup()
    await user.type(await screen.findByLabelText('Name'), 'Swim')
    await user.click(screen.getByLabelText('On weekdays I choose'))
    for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']) await user.click(screen.getByLabelText(day))
    await user.click(screen.getByRole('button', { name: 'Add habit' }))
    expect(screen.getAllByText('Choose at least one weekday.')).toHaveLength(2)
    await user.click(screen.getByLabelText('Saturday'))
    expect(screen.getByText(/^On Sat\./)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Add habit' }))
    await waitFor(() => expect(calls[0]?.body).toMatchObject({ goal: { schedule: 'weekdays', weekdays: [6] } }))
  })

  test('a checklist is written, put in order and shortened with the keyboard', async () => {
    const calls = serve({ 'POST /api/v1/habits': json({}, 201) })
    const { container } = await show(form())
    const user = userEvent.setup()
    await user.type(await screen.findByLabelText('Name'), 'Morning')
    await user.click(screen.getByLabelText('A checklist'))
    await user.click(screen.getByRole('button', { name: 'Add habit' }))
    expect(screen.getByText('Add at least one step.')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Add a step' }))
    await waitFor(() => expect(screen.getByLabelText('Step 1')).toHaveFocus())
    await user.keyboard('Bed{Enter}')
    await waitFor(() => expect(screen.getByLabelText('Step 2')).toHaveFocus())
    await user.keyboard('Window{Enter}')
    await waitFor(() => expect(screen.getByLabelText('Step 3')).toHaveFocus())
    await user.click(screen.getByRole('button', { name: 'Remove step 3' }))
    await user.click(screen.getByRole('button', { name: 'Move step 2 up' }))
    await expectAccessible(container)
    await user.click(screen.getByRole('button', { name: 'Add habit' }))
    await waitFor(() => expect(calls).toHaveLength(1))
    const { measure, steps } = calls[0]?.body as { measure: string; steps: { name: string }[] }
    expect([measure, ...steps.map(({ name }) => name)]).toEqual(['check', 'Window', 'Bed'])
  })

  test('an amount needs a target', async () => {
    const calls = serve({})
    await show(form())
    const user = userEvent.setup()
    await user.click(await screen.findByLabelText('An amount'))
    const preview = screen.getByRole('status', { name: 'In words' })
    expect(preview).toHaveTextContent(/^At least: Enter a number above 0\.$/)
    await user.click(screen.getByRole('button', { name: 'Add habit' }))
    expect(screen.getByText('Please fill this in.')).toBeVisible()
    await waitFor(() => expect(screen.getByLabelText('Name')).toHaveFocus())
    await user.click(screen.getByLabelText('Yes or no'))
    expect(preview).toHaveTextContent(/^Every day\./)
    expect(calls).toEqual([])
  })

  test('a refusal is explained at its field in the language in use, not in the server’s', async () => {
    const errors = [{ pointer: '/goal/target', detail: 'input should be less than or equal to 1000000000' }]
    serve({ 'POST /api/v1/habits': problem(422, 'payload_invalid', { errors }) })
    await speak('de')
    await show(form())
    const user = userEvent.setup()
    await user.type(await screen.findByLabelText('Name'), 'Schritte')
    await user.click(screen.getByLabelText('Eine Menge'))
    await user.type(screen.getByLabelText('Mindestens'), '10.000')
    expect(screen.getByText(/^10\.000 am Tag\./)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Hinzufügen' }))
    expect(await screen.findByText('Gib eine Zahl über 0 bis 1.000.000.000 ein.')).toBeVisible()
    expect(screen.getByText('Schau dir einige Felder noch einmal an.')).toBeVisible()
  })
})

describe('changing a habit', () => {
  const edit = async (habit: HabitRead) => {
    const path = `/api/v1/habits/${habit.id}`
    const calls = serve({ [`PATCH ${path}`]: json(habit), [`PUT ${path}/goal`]: json(habit) })
    const saved = vi.fn()
    const { container } = await show(<EditHabitForm habit={habit} today={TODAY} firstWeekday={1} onSaved={saved} />)
    return { calls, saved, container, user: userEvent.setup() }
  }

  test('without another goal only its words are sent', async () => {
    const { calls, saved, user } = await edit(aHabit({ name: 'Run', tags: ['outside'] }))
    const name = await screen.findByLabelText('Name')
    expect(screen.queryByText('The new goal counts')).toBeNull()
    await user.type(name, ' far')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(saved).toHaveBeenCalledWith('Run far'))
    expect(calls.map(({ method }) => method)).toEqual(['PATCH'])
    expect(calls[0]?.body).toMatchObject({ name: 'Run far', tags: ['outside'], skip_budget: null })
    expect(Object.keys(calls[0]?.body as object)).not.toContain('begins_on')
  })

  test('another goal counts from today, from the beginning or from a day, and says what that means', async () => {
    const { calls, saved, container, user } = await edit(aHabit({ begins_on: '2026-02-01', start: '2026-01-15' }))
    await user.click(await screen.findByLabelText('Some days a week'))
    expect(screen.getByText(/Days before today keep what was asked then: Every day/)).toBeVisible()
    await user.click(screen.getByLabelText('From a day'))
    expect(screen.getByText(/From 13 November 2026 on the new goal counts/)).toBeVisible()
    await expectAccessible(container)
    await user.click(screen.getByLabelText('From the beginning'))
    expect(screen.getByText(/All days are judged by the new goal/)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(saved).toHaveBeenCalled())
    expect(calls.at(-1)).toMatchObject({ method: 'PUT', body: { goal: { schedule: 'weekly', times: 3 }, since: '2026-01-15' } })
  })

  test('kind and measure stay, but a check may become a checklist', async () => {
    await edit(aHabit())
    const choices = await screen.findByRole('group', { name: 'How do you count it?' })
    expect(within(choices).getAllByRole('radio')).toHaveLength(2)
    expect(screen.queryByLabelText('Cutting back or quitting')).toBeNull()
  })
})

const draft = (more: Partial<Draft> = {}): Draft => ({ ...EMPTY_DRAFT, name: 'x', ...more })

test('goals of a draft', () => {
  expect(goalOf(draft(), 'en')).toEqual({ schedule: 'daily' })
  expect(goalOf(draft({ schedule: 'monthly', times: '1' }), 'en')).toEqual({ schedule: 'monthly', times: 1 })
  expect(goalOf(draft({ schedule: 'window', times: '2', days: '10' }), 'en')).toEqual({ schedule: 'window', times: 2, days: 10 })
  expect(goalOf(draft({ schedule: 'interval', days: '3', anchor: '2026-11-01' }), 'en')).toEqual({ schedule: 'interval', days: 3, anchor: '2026-11-01' })
  expect(goalOf(draft({ count: 'amount', target: '2,5', schedule: 'weekly' }), 'en')).toEqual({ schedule: 'weekly', target: 2.5 })
  expect(goalOf(draft({ count: 'amount', target: '5', schedule: 'weekly', perDay: true }), 'en')).toEqual({ schedule: 'weekly', target: 5, times: 3, per_day: true })
  expect(goalOf(draft({ count: 'amount', target: '10.000' }), 'de')).toEqual({ schedule: 'daily', target: 10_000 })
  expect(goalOf(draft({ count: 'amount', target: '2000000000' }), 'en')).toBeNull()
  expect(goalOf(draft({ schedule: 'weekly', times: '8' }), 'en')).toBeNull()
  expect(goalOf(draft({ kind: 'quit', count: 'amount', target: '0' }), 'en')).toEqual({ schedule: 'daily', target: 0 })
  expect(goalOf(draft({ kind: 'quit', count: 'steps', schedule: 'interval' }), 'en')).toEqual({ schedule: 'daily' })
})

test('faults of a draft', () => {
  expect(faultsOf(draft(), 'en')).toEqual({})
  expect(faultsOf(draft({ name: ' ' }), 'en')).toEqual({ name: { key: 'required' } })
  expect(faultsOf(draft({ schedule: 'weekly', times: '8' }), 'en')).toEqual({ times: { key: 'timesInDays' } })
  expect(faultsOf(draft({ schedule: 'window', days: '400' }), 'en')).toEqual({ days: { key: 'days', limit: 365 } })
  expect(faultsOf(draft({ count: 'amount', target: '0' }), 'en')).toEqual({ target: { key: 'number' } })
  expect(faultsOf(draft({ kind: 'quit', count: 'amount', target: '' }), 'en')).toEqual({ target: { key: 'numberOrZero' } })
  expect(faultsOf(draft({ count: 'amount', target: '0.0009' }), 'en')).toEqual({ target: { key: 'least', limit: 0.001 } })
  expect(faultsOf(draft({ count: 'amount', target: '1.2345678' }), 'en')).toEqual({ target: { key: 'decimals' } })
  expect(faultsOf(draft({ count: 'amount', target: '2e9' }), 'en')).toEqual({ target: { key: 'number' } })
  expect(faultsOf(draft({ count: 'amount', target: '2,000,000,000' }), 'en')).toEqual({ target: { key: 'most', limit: 1_000_000_000 } })
  expect(faultsOf(draft({ count: 'steps', steps: [{ id: 'a', name: ' ' }] }), 'en')).toEqual({ steps: { key: 'stepNamed' } })
  expect(faultsOf(draft({ begins_on: '2026-12-01', ends_on: '2026-11-30' }), 'en')).toEqual({ ends_on: { key: 'endsBefore' } })
  expect(faultsOf(draft({ skip_budget: '32' }), 'en')).toEqual({ skip_budget: { key: 'skips', limit: 31 } })
  expect(faultsOf(draft({ tags: 'x'.repeat(31) }), 'en')).toEqual({ tags: { key: 'tags' } })
})

test('a habit becomes a draft and the same habit again', () => {
  const habit = aHabit({ measure: 'amount', unit: 'km', goal: aGoalRead({ schedule: 'weekly', days: 7, target: 20.5 }), ends_on: '2026-12-31', skip_budget: 2 })
  const known = draftOf(habit, 'de')
  expect(known).toMatchObject({ target: '20,5', count: 'amount', ends_on: '2026-12-31', skip_budget: '2' })
  expect(asksElse(habit, known, 'de')).toBe(false)
  expect(asksElse(habit, { ...known, target: '21' }, 'de')).toBe(true)
  expect(Object.keys(changing(habit, known)).sort()).toEqual(['category', 'color', 'description', 'icon', 'name', 'question', 'section', 'skip_budget', 'tags', 'unit'])
  expect(changing(habit, { ...known, ends_on: '' })).toMatchObject({ ends_on: null })
  expect(creating(draft({ tags: ' a, b ,a', begins_on: '2026-12-01' }), { schedule: 'daily' }, 'id')).toMatchObject({ tags: ['a', 'b'], begins_on: '2026-12-01' })
  expect(sinceDay(habit, { since: 'today', day: TODAY })).toBeUndefined()
})
