import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import type { HeatRead } from '@/api/types'
import { TODAY, aHeat } from '@/test/factories'
import { expectAccessible, show } from '@/test/render'
import { yearDays } from '@/lib/heat-days'
import { MonthByMonth, YearFigures } from './YearFigures'
import { YearHeat } from './YearHeat'
import { YearNote } from './YearNote'

interface HeatProps {
  heat?: HeatRead
  single?: boolean
  onSelect?: (day: string) => void
  onOpen?: (day: string) => void
}

function Heat({ heat = aHeat(), single = false, onSelect, onOpen }: HeatProps) {
  const [day, setDay] = useState(TODAY)
  const select = (next: string) => {
    setDay(next)
    onSelect?.(next)
  }
  return <YearHeat heat={heat} single={single} selected={day} onSelect={select} onOpen={onOpen} />
}

test('on the phone the year is two grids; each day is said in words', async () => {
  const { container } = await show(
    <main>
      <h1>2026</h1>
      <Heat />
    </main>,
  )
  const half = await screen.findByRole('grid', { name: 'July to December 2026' })
  expect(screen.getByRole('grid', { name: 'January to June 2026' })).toBeVisible()
  expect(within(half).getByRole('gridcell', { name: '1 November, 1 of 4 done, 25\u00a0%' })).toBeVisible()
  expect(within(half).getByRole('gridcell', { name: '4 November, all 4 done' })).toBeVisible()
  expect(within(half).getByRole('gridcell', { name: '21 November, still to come' })).toHaveProperty('ariaDisabled', 'true')
  expect(screen.getByText('20 November, nothing due')).toBeVisible()
  await expectAccessible(container)
})

test('arrow keys move by week and day, over the halves and into the year before', async () => {
  const onSelect = vi.fn()
  await show(<Heat onSelect={onSelect} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('gridcell', { name: /^4 November/ }))
  await user.keyboard('{ArrowLeft}')
  await waitFor(() => expect(document.activeElement).toHaveAttribute('data-day', '2026-10-28'))
  await user.keyboard('{ArrowDown}')
  await waitFor(() => expect(document.activeElement).toHaveAttribute('data-day', '2026-10-29'))
  await user.keyboard('{End}{ArrowRight}')
  await waitFor(() => expect(document.activeElement).toHaveAttribute('data-day', '2026-11-20'))
  await user.keyboard('{Home}')
  await waitFor(() => expect(document.activeElement).toHaveAttribute('data-day', '2026-01-01'))
  await user.keyboard('{ArrowUp}')
  expect(onSelect).toHaveBeenLastCalledWith('2025-12-31')
})

test('one habit is told by its states', async () => {
  await show(<Heat heat={aHeat({ habits: [{ ...aHeat().habits[0]!, days: `${'0'.repeat(304)}9a48${'0'.repeat(15)}8` }] })} single />)
  for (const name of ['1 November, done', '2 November, partly done', '3 November, resting', '4 November, not done', '20 November, open', '5 November, not due'])
    expect(await screen.findByRole('gridcell', { name })).toBeVisible()
})

test('the year in figures', async () => {
  const { container } = await show(
    <main>
      <h1>2026</h1>
      <YearFigures days={yearDays(aHeat(), false)} single={false} />
      <MonthByMonth days={yearDays(aHeat(), false)} single={false} />
    </main>,
  )
  expect(await screen.findByText('gold days')).toBeVisible()
  expect(screen.getByRole('link', { name: /^November\s?63\s%\s?4 gold days$/ })).toHaveAttribute('href', '/calendar/2026-11')
  await expectAccessible(container)
})

test('while another year is on its way the place is kept, and the focus follows when it is there', async () => {
  function Years() {
    const [day, setDay] = useState('2026-01-01')
    const [loaded, setLoaded] = useState(false)
    const heat = loaded ? aHeat({ first: '2025-01-01', last: '2025-12-31', due: Array.from({ length: 365 }, () => 1), done: Array.from({ length: 365 }, () => 1) }) : aHeat()
    return (
      <>
        <YearHeat heat={heat} single={false} selected={day} onSelect={setDay} />
        <button type="button" onMouseDown={(event) => event.preventDefault()} onClick={() => setLoaded(true)}>
          arrives
        </button>
      </>
    )
  }
  await show(<Years />)
  const user = userEvent.setup()
  const first = await screen.findByRole('gridcell', { name: /^1 January/ })
  first.focus()
  await user.keyboard('{ArrowUp}')
  expect(first).toHaveFocus()
  await user.click(screen.getByRole('button', { name: 'arrives' }))
  await waitFor(() => expect(document.activeElement).toHaveAttribute('data-day', '2025-12-31'))
})

test('Enter opens the day; a day to come is no place to go', async () => {
  const [onOpen, onSelect] = [vi.fn(), vi.fn()]
  await show(<Heat onSelect={onSelect} onOpen={onOpen} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('gridcell', { name: '21 November, still to come' }))
  expect(onSelect).not.toHaveBeenCalled()
  await user.click(screen.getByRole('gridcell', { name: /^4 November/ }))
  await user.keyboard('{Enter}')
  expect(onOpen).toHaveBeenCalledWith('2026-11-04')
})

test('an empty year says where there is something to see', async () => {
  const { rerender } = await show(<YearNote heat={aHeat({ first: '2016-01-01', last: '2016-12-31', due: [], done: [] })} habit={undefined} />)
  expect(await screen.findByText('Nothing was due in this year. Your first day here is 1 November 2026.')).toBeVisible()
  expect(screen.getByRole('link', { name: 'Go to 2026' })).toBeVisible()
  rerender(<p />)
  await show(<YearNote heat={aHeat({ first: '2030-01-01', last: '2030-12-31', due: [], done: [] })} habit={undefined} />)
  expect(await screen.findByText('This year is still to come.')).toBeVisible()
})
