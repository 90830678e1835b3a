import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import * as session from '@/api/session'
import type { PauseRead } from '@/api/types'
import { TODAY } from '@/test/factories'
import { expectAccessible, show } from '@/test/render'
import { json, serve } from '@/test/server'
import { PauseForm } from './PauseForm'
import { PauseList } from './PauseList'
import PausedBanner from './PausedBanner'

beforeEach(() => {
  session.begin({ access_token: 'token' })
})

const aPause = (more: Partial<PauseRead> = {}): PauseRead => ({ id: 'p', habit_id: null, first: '2026-11-18', last: '2026-11-30', reason: 'vacation', ...more })

test('everything is paused for a week unless it is said otherwise', async () => {
  const calls = serve({ 'POST /api/v1/pauses': json(aPause(), 201) })
  const { container } = await show(<PauseForm habits={[{ id: 'h', name: 'Run' }]} habit={undefined} today={TODAY} />)
  await expectAccessible(container)
  await userEvent.click(await screen.findByRole('button', { name: 'Pause everything' }))
  await waitFor(() => expect(calls[0]?.body).toMatchObject({ first: TODAY, last: '2026-11-26', reason: 'vacation' }))
  expect(Object.keys(calls[0]?.body as object)).not.toContain('habit_id')
})

test('one habit, ill, until it is ended', async () => {
  const calls = serve({ 'POST /api/v1/pauses': json(aPause(), 201) })
  await show(<PauseForm habits={[{ id: 'h', name: 'Run' }]} habit="h" today={TODAY} />)
  const user = userEvent.setup()
  await user.click(await screen.findByLabelText('Illness'))
  await user.click(screen.getByLabelText('Until I end it'))
  expect(screen.queryByLabelText('To')).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Pause this habit' }))
  await waitFor(() => expect(calls[0]?.body).toMatchObject({ habit_id: 'h', first: TODAY, last: null, reason: 'sick' }))
})

test('a pause does not end before it begins', async () => {
  const calls = serve({})
  await show(<PauseForm habits={[]} habit={undefined} today={TODAY} />)
  const user = userEvent.setup()
  const last = await screen.findByLabelText('To')
  await user.clear(last)
  await user.type(last, '2026-11-01')
  await user.click(screen.getByRole('button', { name: 'Pause everything' }))
  expect(screen.getByText('The last day cannot be before the first.')).toBeVisible()
  expect(calls).toEqual([])
})

test('a running pause is ended yesterday, one that is over is removed', async () => {
  const calls = serve({ 'PATCH /api/v1/pauses/now': json(aPause()), 'DELETE /api/v1/pauses/over': new Response(null, { status: 204 }) })
  const pauses = [aPause({ id: 'now', last: null }), aPause({ id: 'over', habit_id: 'h', first: '2026-03-01', last: '2026-03-07', reason: 'sick' })]
  const { container } = await show(<PauseList title="Pauses" pauses={pauses} names={new Map([['h', 'Run']])} today={TODAY} />)
  expect(await screen.findByText('since 18 Nov')).toBeVisible()
  await expectAccessible(container)
  await userEvent.click(screen.getByRole('button', { name: 'End pause: Everything' }))
  await userEvent.click(screen.getByRole('button', { name: 'Remove pause: Run' }))
  await waitFor(() => expect(calls.map(({ method }) => method)).toEqual(['PATCH', 'DELETE']))
  expect(calls[0]?.body).toEqual({ last: '2026-11-19' })
})

test('the banner says until when, and a pause that began today is taken back whole', async () => {
  const calls = serve({ 'GET /api/v1/pauses': json({ items: [aPause({ first: TODAY })] }), 'DELETE /api/v1/pauses/p': new Response(null, { status: 204 }) })
  const { container } = await show(<PausedBanner today={TODAY} />)
  expect(await screen.findByText('Everything is paused until 30 November')).toBeVisible()
  await expectAccessible(container)
  await userEvent.click(screen.getByRole('button', { name: 'End pause' }))
  await waitFor(() => expect(calls.some(({ method }) => method === 'DELETE')).toBe(true))
})
