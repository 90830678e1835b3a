import { act, render, screen } from '@testing-library/react'
import { MantineProvider } from '@mantine/core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Toaster } from './Toaster'
import { hideToast, showToast } from './toast-store'

beforeEach(() => {
  vi.useFakeTimers()
  render(
    <MantineProvider>
      <main id="main" tabIndex={-1}>
        <button type="button">Tick</button>
      </main>
      <Toaster />
    </MantineProvider>,
  )
})

afterEach(() => {
  act(hideToast)
  vi.useRealTimers()
})

const say = (title: string, run = vi.fn()) => {
  act(() => void showToast({ tone: 'done', title, action: { label: 'Undo', run } }))
}

test('one at a time, for six seconds', () => {
  say('First')
  say('Second')
  expect(screen.queryByText('First')).toBeNull()
  act(() => void vi.advanceTimersByTime(5900))
  expect(screen.getByText('Second')).toBeVisible()
  act(() => void vi.advanceTimersByTime(200))
  expect(screen.queryByText('Second')).toBeNull()
})

test('stays while it has the focus', () => {
  say('Held')
  act(() => screen.getByRole('button', { name: 'Undo' }).focus())
  act(() => void vi.advanceTimersByTime(60_000))
  expect(screen.getByText('Held')).toBeVisible()
})

test('what is not saved waits for an answer', () => {
  act(() => void showToast({ tone: 'problem', title: 'Not saved', action: { label: 'Try again', run: vi.fn() } }))
  act(() => void vi.advanceTimersByTime(60_000))
  expect(screen.getByText('Not saved')).toBeVisible()
})

test('the action runs once and closes', () => {
  const run = vi.fn()
  say('Again', run)
  act(() => screen.getByRole('button', { name: 'Undo' }).click())
  expect(run).toHaveBeenCalledOnce()
  expect(screen.queryByText('Again')).toBeNull()
})

test('gives the focus back to where it came from', () => {
  const tick = screen.getByRole('button', { name: 'Tick' })
  act(() => tick.focus())
  say('Ticked')
  act(() => screen.getByRole('button', { name: 'Undo' }).focus())
  act(() => screen.getByRole('button', { name: 'Undo' }).click())
  expect(tick).toHaveFocus()
})

test('gives the focus to the page when what had it is gone', () => {
  say('Gone')
  act(() => screen.getByRole('button', { name: 'Undo' }).focus())
  act(() => screen.getByRole('button', { name: 'Close' }).click())
  expect(screen.getByRole('main')).toHaveFocus()
})

test('leaves the focus where it is when it was not here', () => {
  const tick = screen.getByRole('button', { name: 'Tick' })
  act(() => tick.focus())
  say('Elsewhere')
  act(() => screen.getByRole('button', { name: 'Undo' }).click())
  expect(tick).toHaveFocus()
})
