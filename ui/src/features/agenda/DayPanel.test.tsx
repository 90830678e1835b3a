import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import * as session from '@/api/session'
import { TODAY, aCheck, aDay, anAmount } from '@/test/factories'
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
    aCheck({ name: 'Rest', due: false, window: { done: 1, needed: 1 } }),
    aCheck({ name: 'Not begun', due: false }),
    aCheck({ name: 'Swim', due: false, state: 'skipped' }),
    aCheck({ name: 'Write' }),
  ]
  serve({ [`GET /api/v1/days/${date}`]: json(aDay(habits, { date, today: TODAY })) })
  const { container } = await show(
    <main>
      <h1>November</h1>
      <DayPanel date={date} zone="Europe/Berlin" />
    </main>,
  )
  const panel = await screen.findByRole('region', { name: 'Thursday, 19 November' })
  expect(await within(panel).findByText('2 of 4 done')).toBeVisible()
  expect(within(panel).getAllByRole('listitem').map((row) => row.textContent)).toEqual([
    'Stretchdone07:10',
    'Readdone',
    'Waterpartly done5\u00a0glasses',
    'Swimskipped',
    'Writenot done',
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
