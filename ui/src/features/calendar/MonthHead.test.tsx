import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { expectAccessible, show } from '@/test/render'
import { MonthHead } from './MonthHead'

function Page() {
  const [month, setMonth] = useState('2026-10')
  return (
    <main>
      <MonthHead month={month} last="2026-11" />
      <button type="button" onMouseDown={(event) => event.preventDefault()} onClick={() => setMonth('2026-11')}>
        on
      </button>
    </main>
  )
}

test('at the newest month the arrow says that it leads nowhere, and keeps the focus', async () => {
  const { container } = await show(<Page />)
  const next = await screen.findByRole('link', { name: 'Next month' })
  expect(next).not.toHaveAttribute('aria-disabled')
  next.focus()
  await userEvent.click(screen.getByRole('button', { name: 'on' }))
  expect(screen.getByRole('heading', { name: 'November 2026' })).toBeVisible()
  expect(next).toHaveFocus()
  expect(next).toHaveAttribute('aria-disabled', 'true')
  await userEvent.keyboard('{Enter}')
  expect(screen.getByRole('heading', { name: 'November 2026' })).toBeVisible()
  await expectAccessible(container)
})
