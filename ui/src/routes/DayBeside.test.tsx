import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import * as session from '@/api/session'
import { TODAY, aCheck, aDay, aMonth } from '@/test/factories'
import { show } from '@/test/render'
import { json, serve } from '@/test/server'
import { MonthGrid } from '@/features/calendar/MonthGrid'
import { DayBeside, useDayEditing } from './DayBeside'

const DAY = '2026-11-19'

function Page() {
  const editing = useDayEditing()
  return (
    <main>
      <MonthGrid month={aMonth()} selected={DAY} onSelect={() => undefined} onOpen={editing.enter} />
      <DayBeside date={DAY} zone="Europe/Berlin" editing={editing} />
    </main>
  )
}

beforeEach(() => {
  session.begin({ access_token: 'token' })
  serve({ [`GET /api/v1/days/${DAY}`]: json(aDay([aCheck({ name: 'Stretch', look: 'missed' })], { date: DAY, today: TODAY })) })
})

test('Enter on a day leads into it, ready to be corrected; Escape leads back to its cell', async () => {
  await show(<Page />)
  const user = userEvent.setup()
  const cell = await screen.findByRole('gridcell', { name: /^19 November/ })
  expect(await screen.findByRole('button', { name: 'Edit this day' })).toBeVisible()
  cell.focus()
  await user.keyboard('{Enter}')
  expect(screen.getByRole('region', { name: 'Thursday, 19 November' })).toHaveFocus()
  await user.tab()
  expect(screen.getByRole('button', { name: 'Stretch, details' })).toHaveFocus()
  await user.keyboard('{Escape}')
  expect(cell).toHaveFocus()
  expect(screen.getByRole('button', { name: 'Edit this day' })).toBeVisible()
})

test('Escape in a dialog of the day closes that alone', async () => {
  await show(<Page />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Edit this day' }))
  await user.click(screen.getByRole('button', { name: 'Stretch, details' }))
  await screen.findByRole('dialog')
  await user.keyboard('{Escape}')
  expect(screen.getByRole('button', { name: 'Done editing' })).toBeVisible()
})
