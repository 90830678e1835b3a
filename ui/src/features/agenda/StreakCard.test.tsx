import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { aCheck, aDay } from '@/test/factories'
import { expectAccessible, show } from '@/test/render'
import StreakCard from './StreakCard'
import { TodaySettings } from './TodaySettings'
import { TodaySkeleton } from './TodaySkeleton'

const page = (part: React.ReactNode) => (
  <main>
    <h1>Today</h1>
    {part}
  </main>
)

test('the longest streak with its week, what holds it, and the others', async () => {
  const week = aCheck().week.map((mark, place) => ({ ...mark, state: place === 4 ? ('frozen' as const) : mark.state }))
  const items = [aCheck({ name: 'Run', streak: 7, streak_unit: 'week' }), aCheck({ streak: 12, week })]
  const { container } = await show(page(<StreakCard day={aDay(items)} />))
  expect(screen.getByRole('region', { name: '12 days in a row' })).toBeVisible()
  expect(screen.getByText('Stretch')).toBeVisible()
  expect(screen.getByText('A freeze covered Wednesday. The streak is safe.')).toBeVisible()
  expect(screen.getByText('7 weeks')).toBeVisible()
  await expectAccessible(container)
})

test.each([
  [aCheck({ look: 'open' }), 'Today is still open.'],
  [aCheck({ look: 'done', state: 'done' }), 'Safe for today.'],
  [aCheck({ streak: 0 }), 'A streak starts with one day.'],
])('says how today stands %#', async (item, words) => {
  await show(page(<StreakCard day={aDay([item])} />))
  expect(screen.getByText(words)).toBeVisible()
})

test('the settings of Today keep what is chosen', async () => {
  const { container } = await show(page(<TodaySettings person="mira" />))
  await userEvent.click(screen.getByRole('radio', { name: 'Category' }))
  await userEvent.click(screen.getByRole('switch', { name: 'Hide what is done' }))
  expect(JSON.parse(localStorage.getItem('habitus.today.mira') ?? '')).toMatchObject({ by: 'category', hidesDone: true })
  await expectAccessible(container)
})

test('what is on its way has the boxes of what comes', async () => {
  const { container } = await show(page(<TodaySkeleton />))
  await expectAccessible(container)
  expect(screen.getByText('Loading')).toBeInTheDocument()
})
