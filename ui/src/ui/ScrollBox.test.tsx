import { render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { ScrollBox } from './ScrollBox'

/** jsdom lays nothing out: says how high everything is, and tells observers at once. */
function withHeights(content: number, box: number): void {
  vi.spyOn(Element.prototype, 'scrollHeight', 'get').mockReturnValue(content)
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(box)
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(private readonly tell: () => void) {}
      observe = () => this.tell()
      disconnect = () => undefined
    },
  )
}

const shown = () =>
  render(
    <ScrollBox label="Habits" className="box">
      <p>Stretch</p>
    </ScrollBox>,
  )

test('the keyboard reaches it while it scrolls', () => {
  withHeights(900, 300)
  shown()
  expect(screen.getByRole('group', { name: 'Habits' })).toHaveProperty('tabIndex', 0)
})

test('it is no stop on the way while everything fits', () => {
  withHeights(300, 300)
  const { container } = shown()
  expect(screen.queryByRole('group')).toBeNull()
  expect(container.querySelector('.box')).toHaveProperty('tabIndex', -1)
})
