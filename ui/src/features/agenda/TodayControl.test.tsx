import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import * as session from '@/api/session'
import type { AgendaItem } from '@/api/types'
import { aCheck, aDay, anAmount } from '@/test/factories'
import { expectAccessible, show } from '@/test/render'
import { TodayControl } from './TodayControl'

beforeEach(() => {
  session.begin({ access_token: 'token' })
})

const control = (item: AgendaItem, onOpen: () => void = () => undefined) => (
  <TodayControl item={item} day={aDay([item])} zone="Europe/Berlin" sheet={null} onOpen={onOpen} onClose={() => undefined} />
)

const buttons = () => screen.getAllByRole('button').map((button) => button.textContent)

const cases: [string, AgendaItem, string[]][] = [
  ['open', aCheck(), ['Mark as done', 'Skip or note']],
  ['done', aCheck({ state: 'done', tapped_at: '2026-11-20T06:10:00Z' }), ['Done at 07:10', 'Undo']],
  ['done, nobody knows when', aCheck({ state: 'done' }), ['Done today', 'Undo']],
  ['skipped', aCheck({ state: 'skipped' }), ['Skipped today', 'Undo']],
  ['to quit', aCheck({ kind: 'quit' }), ['Stayed clean', 'Skip or note']],
  ['lapsed', aCheck({ kind: 'quit', state: 'lapsed' }), ['Lapsed today', 'Undo']],
  ['counted', anAmount(), ['Add 1', '5 of 8\u00a0glasses']],
  ['counted and done', anAmount({ state: 'done', look: 'done', amount: 8 }), ['8 of 8\u00a0glasses', 'Add 1']],
  ['a checklist', aCheck({ steps: [{ id: 'a', name: 'A' }, { id: 'b', name: 'B' }], ticked: ['a'], state: 'partial' }), ['1 of 2 steps', 'Skip or note']],
]

test.each(cases)('%s', async (_name, item, expected) => {
  const { container } = await show(control(item))
  await screen.findByRole('group', { name: 'Today' })
  expect(buttons()).toEqual(expected)
  await expectAccessible(container)
})

test('what is logged says so and can be taken back; details are in the sheet', async () => {
  const onOpen = vi.fn()
  await show(control(aCheck({ name: 'Stretch' }), onOpen))
  await userEvent.click(await screen.findByRole('button', { name: 'Mark as done' }))
  expect(await screen.findByText('Stretch: done')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Skip or note' }))
  expect(onOpen).toHaveBeenCalledOnce()
})
