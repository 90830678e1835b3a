import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { expectAccessible, show } from '@/test/render'
import SortableList, { type SortableItem } from './SortableList'
import { useSortWords } from './sort-words'

const ROW_PX = 60

/** jsdom lays nothing out: rows stand under each other, whatever is in a row has its place. */
function withRows(): void {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    const row = this.closest('.sortable-row')
    const place = row ? [...(row.parentElement?.children ?? [])].indexOf(row) : 0
    return DOMRect.fromRect({ x: 0, y: place * ROW_PX, width: 300, height: ROW_PX })
  })
}

const ITEMS: SortableItem[] = ['One', 'Two', 'Three'].map((label) => ({ id: label.toLowerCase(), label }))

function Page({ onMove, follows = true }: { onMove: (ids: string[]) => void; follows?: boolean }) {
  const [items, setItems] = useState(ITEMS)
  const words = useSortWords()
  const move = (ids: string[]) => {
    onMove(ids)
    if (follows) setItems(ids.map((id) => items.find((item) => item.id === id)!))
  }
  return (
    <main>
      <h1>Order</h1>
      <SortableList items={items} onMove={move} words={words} />
      <button type="button" onClick={() => setItems([...ITEMS].reverse())}>
        other order
      </button>
    </main>
  )
}

const shown = () => screen.getAllByRole('listitem').map((row) => row.textContent)

test('buttons move a row up and down, say so, and keep the focus at the ends', async () => {
  const onMove = vi.fn()
  const { container } = await show(<Page onMove={onMove} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Move up: Two' }))
  expect(onMove).toHaveBeenLastCalledWith(['two', 'one', 'three'])
  expect(shown()).toEqual(['Two', 'One', 'Three'])
  expect(screen.getByText('Two is now number 1 of 3')).toBeInTheDocument()
  const up = screen.getByRole('button', { name: 'Move up: Two' })
  expect(up).toHaveFocus()
  expect(up).toHaveProperty('ariaDisabled', 'true')
  await user.keyboard('{Enter}')
  expect(onMove).toHaveBeenCalledTimes(1)
  await expectAccessible(container)
})

test('the keyboard lifts, moves and puts down, and Escape takes back', async () => {
  withRows()
  const onMove = vi.fn()
  await show(<Page onMove={onMove} />)
  const user = userEvent.setup()
  const handle = await screen.findByRole('button', { name: 'Drag: One' })
  expect(handle).toHaveAccessibleDescription(/press Space, then the arrow keys/)
  handle.focus()
  await user.keyboard(' ')
  expect(await screen.findByText('One is lifted, number 1 of 3')).toBeInTheDocument()
  await waitFor(() => expect(handle).toHaveProperty('ariaPressed', 'true'))
  await user.keyboard('{ArrowDown}')
  expect(await screen.findByText('One is now number 2 of 3')).toBeInTheDocument()
  await user.keyboard(' ')
  await waitFor(() => expect(onMove).toHaveBeenCalledWith(['two', 'one', 'three']))
  expect(shown()).toEqual(['Two', 'One', 'Three'])
  await user.keyboard(' ')
  await screen.findByText('One is lifted, number 2 of 3')
  await user.keyboard('{Escape}')
  expect(await screen.findByText('One is back where it was, number 2 of 3')).toBeInTheDocument()
  expect(onMove).toHaveBeenCalledTimes(1)
})

test('a move counts at once, and another order handed in counts more', async () => {
  await show(<Page onMove={() => undefined} follows={false} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Move down: One' }))
  expect(shown()).toEqual(['Two', 'One', 'Three'])
  await user.click(screen.getByRole('button', { name: 'other order' }))
  expect(shown()).toEqual(['Three', 'Two', 'One'])
})
