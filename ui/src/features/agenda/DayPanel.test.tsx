import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import * as session from '@/api/session'
import { TODAY, aCheck, aDay, aGoal, aWindow, anAmount } from '@/test/factories'
import { expectAccessible, show } from '@/test/render'
import { json, serve } from '@/test/server'
import { DayPanel } from './DayPanel'

beforeEach(() => {
  session.begin({ access_token: 'token' })
})

test('says how each habit stood that day, and lets it be corrected there', async () => {
  const date = '2026-11-19'
  const habits = [
    aCheck({ name: 'Stretch', state: 'done', tapped_at: '2026-11-19T06:10:00Z' }),
    aCheck({ name: 'Read', state: 'done', tapped_at: '2026-11-20T06:10:00Z' }),
    anAmount({ name: 'Water' }),
    aCheck({ name: 'Rest', due: false, goal: aGoal({ schedule: 'window', days: 7 }), window: aWindow({ done: 1, needed: 1, is_safe_to_skip: true }) }),
    aCheck({ name: 'Not begun', due: false }),
    aCheck({ name: 'Swim', due: false, state: 'skipped' }),
    aCheck({ name: 'Write', look: 'missed' }),
    aCheck({ name: 'No cigarettes', kind: 'quit', look: 'done' }),
    aCheck({ name: 'Tidy', due: false, look: 'paused' }),
  ]
  serve({ [`GET /api/v1/days/${date}`]: json(aDay(habits, { date, today: TODAY, due: 5, done: 3 })) })
  const { container } = await show(
    <main>
      <h1>November</h1>
      <DayPanel date={date} zone="Europe/Berlin" />
    </main>,
  )
  const panel = await screen.findByRole('region', { name: 'Thursday, 19 November' })
  expect(await within(panel).findByText('3 of 5 done')).toBeVisible()
  expect(within(panel).getAllByRole('listitem').map((row) => row.textContent)).toEqual([
    'Stretchdone07:10',
    'Readdone',
    'Waterpartly done5\u00a0glasses',
    'Swimskipped',
    'Writenot done',
    'No cigarettesdone',
    'Tidypaused',
  ])
  await userEvent.click(within(panel).getByRole('button', { name: 'Edit this day' }))
  expect(within(panel).getByRole('button', { name: 'Done: Rest' })).toHaveProperty('ariaPressed', 'false')
  expect(within(panel).getByRole('button', { name: 'Done editing' })).toHaveAttribute('aria-expanded', 'true')
  const row = (name: string) => within(panel).getByText(name).closest('li')!
  expect(within(row('Rest')).getByText('was not needed')).toBeVisible()
  expect(row('Not begun')).toHaveTextContent(/^Not begun$/)
  expect(within(panel).queryByText(/Streak/)).toBeNull()
  await expectAccessible(container)
})

test('a past day without a word was clean; taking that back is a lapse', async () => {
  const date = '2026-11-19'
  const item = aCheck({ name: 'No cigarettes', kind: 'quit', look: 'done' })
  const calls = serve({ [`GET /api/v1/days/${date}`]: json(aDay([item], { date, today: TODAY, due: 1, done: 1 })), [`PUT /api/v1/habits/${item.id}/entries/${date}`]: () => new Promise<Response>(() => undefined) })
  await show(<DayPanel date={date} zone="Europe/Berlin" />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Edit this day' }))
  await user.click(screen.getByRole('button', { name: 'Stayed clean: No cigarettes' }))
  expect(await screen.findByText('0 of 1 done')).toBeVisible()
  await waitFor(() => expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({ state: 'lapsed' }))
})
