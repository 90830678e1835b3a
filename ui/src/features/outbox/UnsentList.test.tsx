import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import { outbox } from '@/api/outbox/outbox'
import { currentToast } from '@/ui/toast-store'
import { expectAccessible, show } from '@/test/render'
import { problem, serve } from '@/test/server'
import * as session from '@/api/session'
import { UnsentList } from './UnsentList'

const DAY = '2026-11-20'
const TOKEN = { access_token: `h.${btoa(JSON.stringify({ sub: 'mira' }))}.s` }

beforeEach(() => {
  session.begin(TOKEN)
  return () => session.end()
})

/** Two changes that the server said no to. */
async function refuseTwo(): Promise<void> {
  serve({
    [`PUT /api/v1/habits/stretch/entries/${DAY}`]: () => problem(409, 'skip_budget_spent'),
    [`PUT /api/v1/habits/read/entries/${DAY}`]: () => problem(404, 'habit_not_found'),
  })
  for (const name of ['Stretch', 'Read']) {
    const entry = { state: 'skipped', tapped_at: `${DAY}T07:00:00Z`, zone: 'UTC', client_id: `tap-${name}` } as const
    await outbox.add({ habitId: name.toLowerCase(), habitName: name, day: DAY, entry })
  }
  await outbox.flush()
}

test('says that everything is with the server', async () => {
  await show(<UnsentList />)
  expect(screen.getByRole('heading', { name: 'Everything is with the server' })).toBeVisible()
})

test('shows what was refused with its reason; each button says for what it is', async () => {
  await refuseTwo()
  const { container } = await show(<UnsentList />)
  const [first] = screen.getAllByRole('listitem')
  expect(within(first!).getByText('Stretch: skipped')).toBeVisible()
  expect(within(first!).getByRole('button', { name: 'Try again: Stretch' })).toBeVisible()
  expect(screen.getByRole('button', { name: 'Discard: Read' })).toBeVisible()
  expect(within(screen.getAllByRole('listitem')[1]!).getByText(/gone/)).toBeVisible()
  await expectAccessible(container)
})

test('what is given up can be taken back, and the focus is not lost with its button', async () => {
  const user = userEvent.setup()
  await refuseTwo()
  await show(<UnsentList />)
  await user.click(screen.getByRole('button', { name: 'Discard: Stretch' }))
  await waitFor(() => expect(screen.queryByText('Stretch: skipped')).toBeNull())
  expect(screen.getByRole('group', { name: 'Changes on this device' })).toHaveFocus()
  currentToast()?.action?.run()
  expect(await screen.findByText('Stretch: skipped')).toBeVisible()
})

test('all are tried again in one go', async () => {
  const user = userEvent.setup()
  await refuseTwo()
  const calls = serve({})
  await show(<UnsentList />)
  await user.click(screen.getByRole('button', { name: 'Try all again' }))
  await vi.waitFor(() => expect(calls.map(({ path }) => path.split('/').at(-3))).toEqual(['stretch', 'read']))
  await outbox.flush()
  expect(outbox.view().parked).toHaveLength(2)
})
