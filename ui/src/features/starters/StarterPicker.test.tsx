import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import * as session from '@/api/session'
import type { Starter } from '@/api/types'
import { expectAccessible, show } from '@/test/render'
import { json, serve } from '@/test/server'
import StarterPicker from './StarterPicker'

beforeEach(() => {
  session.begin({ access_token: 'token' })
})

const starter = (key: string, more: Partial<Starter> = {}): Starter => ({
  key,
  name: key,
  question: '',
  kind: 'build',
  measure: 'check',
  unit: '',
  color: 'moss',
  icon: 'walk',
  section: 'anytime',
  goal: { schedule: 'daily' },
  ...more,
})

test('several are chosen with a tap each and added together, each under its own id', async () => {
  const items = [starter('Walk'), starter('Coffee', { kind: 'quit', measure: 'amount', unit: 'cups', goal: { schedule: 'daily', target: 2 } }), starter('Read')]
  const calls = serve({ 'GET /api/v1/habits/starters': json({ items }), 'POST /api/v1/habits': json({}, 201) })
  const { container } = await show(<StarterPicker />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: /Walk/ }))
  await user.click(screen.getByRole('button', { name: /Coffee\s*At most 2\scups a day/ }))
  await user.click(screen.getByRole('button', { name: /Read/ }))
  await user.click(screen.getByRole('button', { name: /Read/ }))
  expect(screen.getByRole('button', { name: /Walk/ })).toHaveProperty('ariaPressed', 'true')
  await expectAccessible(container)
  await user.click(screen.getByRole('button', { name: 'Add 2 habits' }))
  expect(await screen.findByText('2 habits are on your list')).toBeVisible()
  const sent = calls.filter(({ method }) => method === 'POST').map(({ body }) => body as { id: string; name: string })
  expect(sent.map(({ name }) => name)).toEqual(['Walk', 'Coffee'])
  await waitFor(() => expect(new Set(sent.map(({ id }) => id)).size).toBe(2))
})
