import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { aHeat } from '@/test/factories'
import { expectAccessible, show } from '@/test/render'
import { yearDays } from '@/lib/heat-days'
import { MonthByMonth, YearFigures } from './YearFigures'
import { YearHeat } from './YearHeat'

test('on the phone the year is two grids; each day is said in words', async () => {
  const { container } = await show(
    <main>
      <h1>2026</h1>
      <YearHeat heat={aHeat()} single={false} />
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
  const onYear = vi.fn()
  await show(<YearHeat heat={aHeat()} single={false} onYear={onYear} />)
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
  expect(onYear).not.toHaveBeenCalled()
  await user.keyboard('{ArrowUp}')
  expect(onYear).toHaveBeenCalledWith(2025)
})

test('one habit is told by its states', async () => {
  await show(<YearHeat heat={aHeat({ habits: [{ ...aHeat().habits[0]!, days: `${'0'.repeat(304)}9a48${'0'.repeat(15)}8` }] })} single />)
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
