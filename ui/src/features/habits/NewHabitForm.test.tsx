import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import * as session from '@/api/session'
import { expectAccessible, show } from '@/test/render'
import { json, serve } from '@/test/server'
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
  await user.click(screen.getByRole('button', { name: 'Add habit' }))
  expect(screen.getByText('Please fill this in.')).toBeVisible()
  expect(screen.getByText('Enter a number above 0.')).toBeVisible()
  expect(calls).toEqual([])
})

test('goals of a draft', () => {
  const draft = { ...EMPTY_DRAFT, name: 'x' }
  expect(goalOf(draft)).toEqual({ times: 1, days: 1 })
  expect(goalOf({ ...draft, rhythm: 'monthly', times: '1' })).toEqual({ times: 1, days: 30 })
  expect(goalOf({ ...draft, rhythm: 'custom', times: '2', days: '10' })).toEqual({ times: 2, days: 10 })
  expect(goalOf({ ...draft, measure: 'amount', target: '2,5', rhythm: 'weekly' })).toEqual({ times: 1, days: 7, target: 2.5 })
  expect(goalOf({ ...draft, rhythm: 'weekly', times: '8' })).toBeNull()
})

test('faults of a draft', () => {
  const draft = { ...EMPTY_DRAFT, name: 'x' }
  expect(faultsOf(draft)).toEqual({})
  expect(faultsOf({ ...draft, name: ' ' })).toEqual({ name: { key: 'required' } })
  expect(faultsOf({ ...draft, rhythm: 'weekly', times: '8' })).toEqual({ times: { key: 'timesInDays' } })
  expect(faultsOf({ ...draft, rhythm: 'custom', days: '400' })).toEqual({ days: { key: 'whole', max: 365 } })
  expect(faultsOf({ ...draft, measure: 'amount', target: '0' })).toEqual({ target: { key: 'number' } })
})
