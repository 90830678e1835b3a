import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { TODAY, aMonth } from '@/test/factories'
import { expectAccessible, show } from '@/test/render'
import { HabitByHabit } from './HabitByHabit'
import { Legend } from './Legend'
import { MonthGrid } from './MonthGrid'

function Page({ onSelect, onOpen = () => undefined }: { onSelect?: (day: string) => void; onOpen?: (day: string) => void }) {
  const [day, setDay] = useState(TODAY)
  const select = (next: string) => {
    setDay(next)
    onSelect?.(next)
  }
  return (
    <main>
      <h1>{day}</h1>
      <MonthGrid month={aMonth()} selected={day} onSelect={select} onOpen={onOpen} />
      <Legend />
      <HabitByHabit month={aMonth()} />
    </main>
  )
}

test('says each day in words, and axe is content', async () => {
  const { container } = await show(<Page />)
  expect(await screen.findByRole('gridcell', { name: '2 November, 2 of 4 done, 50\u00a0%' })).toBeVisible()
  expect(screen.getByRole('gridcell', { name: '4 November, all 4 done' })).toBeVisible()
  expect(screen.getByRole('gridcell', { name: '11 November, nothing due' })).toBeVisible()
  expect(screen.getByRole('gridcell', { name: '21 November, still to come' })).toHaveProperty('ariaDisabled', 'true')
  expect(screen.getByRole('gridcell', { name: /Friday, 20 November, today/ })).toHaveProperty('ariaCurrent', 'date')
  expect(screen.getByText('The stronger the colour, the more is done, from 0 to 99 %')).toBeInTheDocument()
  expect(screen.getAllByRole('img', { name: /Thu not done, Fri open$/ })).toHaveLength(2)
  expect(screen.getByRole('row', { name: /Call a friend.*0 of 0.*–/ })).toBeVisible()
  await expectAccessible(container)
})

test('arrow keys move by day and week and stop at today', async () => {
  await show(<Page />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('gridcell', { name: /^18 November/ }))
  await user.keyboard('{ArrowLeft}')
  expect(screen.getByRole('heading', { name: '2026-11-17' })).toBeVisible()
  expect(document.activeElement).toHaveProperty('tabIndex', 0)
  await user.keyboard('{ArrowUp}')
  expect(screen.getByRole('heading', { name: '2026-11-10' })).toBeVisible()
  await user.keyboard('{ArrowDown}{ArrowDown}')
  expect(screen.getByRole('heading', { name: TODAY })).toBeVisible()
  await user.keyboard('{Home}')
  expect(screen.getByRole('heading', { name: '2026-11-01' })).toBeVisible()
})

test('leads into the month before', async () => {
  const days: string[] = []
  await show(<Page onSelect={(day) => days.push(day)} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('gridcell', { name: /^1 November/ }))
  await user.keyboard('{ArrowLeft}')
  expect(days.at(-1)).toBe('2026-10-31')
})

test('Enter and the space bar open a day', async () => {
  const opened: string[] = []
  await show(<Page onOpen={(day) => opened.push(day)} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('gridcell', { name: /^18 November/ }))
  expect(opened).toEqual([])
  await user.keyboard('{Enter}{ArrowLeft} ')
  expect(opened).toEqual(['2026-11-18', '2026-11-17'])
  expect(screen.getByRole('grid')).toHaveAccessibleDescription(/Enter opens the day/)
})
