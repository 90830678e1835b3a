import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { TODAY, aCheck } from '@/test/factories'
import { show } from '@/test/render'
import { WeekBars, WeekStones } from './WeekMarks'

test('a day that is still open says so, and a day that asked for nothing says that', async () => {
  const week = aCheck().week.map((mark, index) => (index === 0 ? { ...mark, state: 'none' as const } : mark))
  const { container } = await show(
    <>
      <WeekBars week={week} />
      <WeekStones week={week} today={TODAY} />
    </>,
  )
  expect(await screen.findByRole('img', { name: /^Sat not due, Sun not done, .*, Fri open$/ })).toBeVisible()
  expect(screen.getAllByRole('listitem').map((day) => day.textContent)).toEqual(expect.arrayContaining(['Satnot due', 'Todayopen']))
  expect(container.querySelectorAll('[data-state="open"]')).toHaveLength(2)
})
