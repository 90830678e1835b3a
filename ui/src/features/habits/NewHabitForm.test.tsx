import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import * as session from '@/api/session'
import { speak } from '@/i18n/i18n'
import { expectAccessible, show } from '@/test/render'
import { json, problem, serve } from '@/test/server'
import { NewHabitForm } from './NewHabitForm'
import { EMPTY_DRAFT, faultsOf, goalOf } from './draft'

beforeEach(() => {
  session.begin({ access_token: 'token' })
})

test('the words follow the choices, and the habit is sent as it reads', async () => {
  const calls = serve({ 'POST /api/v1/habits': json({}, 201) })
  const added = vi.fn()
  const { container } = await show(<NewHabitForm onAdded={added} />)
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
    measure: 'check',
    goal: { times: 3, days: 7 },
    color: 'moss',
    icon: 'run',
    section: 'evening',
    id: expect.any(String) as string,
  })
})

test('an amount needs a target', async () => {
  const calls = serve({})
  await show(<NewHabitForm onAdded={vi.fn()} />)
  const user = userEvent.setup()
  await user.click(await screen.findByLabelText('An amount'))
  const preview = screen.getByRole('status', { name: 'In words' })
  expect(preview).toHaveTextContent(/^Target: Enter a number above 0\.$/)
  await user.click(screen.getByRole('button', { name: 'Add habit' }))
  expect(screen.getByText('Please fill this in.')).toBeVisible()
  await waitFor(() => expect(screen.getByLabelText('Name')).toHaveFocus())
  await user.click(screen.getByLabelText('Yes or no'))
  expect(preview).toHaveTextContent(/^Every day\./)
  await user.click(screen.getByLabelText('An amount'))
  expect(screen.getByText('Enter a number above 0.')).toBeVisible()
  expect(calls).toEqual([])
})

test('a refusal is explained at its field in the language in use, not in the server’s', async () => {
  const errors = [{ pointer: '/goal/target', detail: 'input should be less than or equal to 1000000000' }]
  serve({ 'POST /api/v1/habits': problem(422, 'payload_invalid', { errors }) })
  await speak('de')
  await show(<NewHabitForm onAdded={vi.fn()} />)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('Name'), 'Schritte')
  await user.click(screen.getByLabelText('Eine Menge'))
  await user.type(screen.getByLabelText('Ziel'), '10.000')
  expect(screen.getByText(/^10\.000 am Tag\./)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Hinzufügen' }))
  expect(await screen.findByText('Gib eine Zahl über 0 bis 1.000.000.000 ein.')).toBeVisible()
  expect(screen.getByText('Schau dir einige Felder noch einmal an.')).toBeVisible()
})

test('goals of a draft', () => {
  const draft = { ...EMPTY_DRAFT, name: 'x' }
  expect(goalOf(draft, 'en')).toEqual({ times: 1, days: 1 })
  expect(goalOf({ ...draft, rhythm: 'monthly', times: '1' }, 'en')).toEqual({ times: 1, days: 30 })
  expect(goalOf({ ...draft, rhythm: 'custom', times: '2', days: '10' }, 'en')).toEqual({ times: 2, days: 10 })
  expect(goalOf({ ...draft, measure: 'amount', target: '2,5', rhythm: 'weekly' }, 'en')).toEqual({ times: 1, days: 7, target: 2.5 })
  expect(goalOf({ ...draft, measure: 'amount', target: '10.000' }, 'de')).toEqual({ times: 1, days: 1, target: 10_000 })
  expect(goalOf({ ...draft, measure: 'amount', target: '2000000000' }, 'en')).toBeNull()
  expect(goalOf({ ...draft, rhythm: 'weekly', times: '8' }, 'en')).toBeNull()
})

test('faults of a draft', () => {
  const draft = { ...EMPTY_DRAFT, name: 'x' }
  expect(faultsOf(draft, 'en')).toEqual({})
  expect(faultsOf({ ...draft, name: ' ' }, 'en')).toEqual({ name: { key: 'required' } })
  expect(faultsOf({ ...draft, rhythm: 'weekly', times: '8' }, 'en')).toEqual({ times: { key: 'timesInDays' } })
  expect(faultsOf({ ...draft, rhythm: 'custom', days: '400' }, 'en')).toEqual({ days: { key: 'whole', limit: 365 } })
  expect(faultsOf({ ...draft, measure: 'amount', target: '0' }, 'en')).toEqual({ target: { key: 'number' } })
  expect(faultsOf({ ...draft, measure: 'amount', target: '0.0009' }, 'en')).toEqual({ target: { key: 'least', limit: 0.001 } })
  expect(faultsOf({ ...draft, measure: 'amount', target: '1.2345678' }, 'en')).toEqual({ target: { key: 'decimals' } })
  expect(faultsOf({ ...draft, measure: 'amount', target: '0.001' }, 'en')).toEqual({})
  expect(faultsOf({ ...draft, measure: 'amount', target: '2e9' }, 'en')).toEqual({ target: { key: 'number' } })
  expect(faultsOf({ ...draft, measure: 'amount', target: '2,000,000,000' }, 'en')).toEqual({ target: { key: 'most', limit: 1_000_000_000 } })
})
