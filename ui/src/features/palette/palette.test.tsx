import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { switchPlainKeys } from '@/lib/shortcuts'
import { expectAccessible, show } from '@/test/render'
import { currentOver, showOver } from '@/ui/over-store'
import { Palette } from './Palette'
import ShortcutList from './ShortcutList'
import type { Command } from './palette-types'
import { takeAhead } from './type-ahead'
import { useKeys } from './use-keys'

beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined
})

beforeEach(() => showOver(null))

const ran = vi.fn<(id: string) => void>()

const aCommand = (id: string, label: string, more: Partial<Command> = {}): Command => ({ id, label, group: 'go', icon: null, run: () => ran(id), ...more })

const COMMANDS = [
  aCommand('tick:water', 'Drink water', { group: 'open', hint: 'Add 1' }),
  aCommand('habit:water', 'Drink water', { group: 'none', hint: 'Open' }),
  aCommand('page:today', 'Today'),
  aCommand('page:habits', 'Habits'),
  aCommand('scheme:dark', 'Dark colours', { group: 'act', keywords: 'theme night' }),
]

function Page() {
  const [opened, setOpened] = useState(false)
  const datesOf = (typed: string) => (typed === 'yesterday' ? [aCommand('date', 'Thursday, 19 November 2026', { group: 'none' })] : [])
  return (
    <>
      <button type="button" onClick={() => setOpened(true)}>
        Search
      </button>
      <Palette commands={COMMANDS} datesOf={datesOf} person="mira" opened={opened} onClose={() => setOpened(false)} />
    </>
  )
}

async function openPalette() {
  ran.mockClear()
  await show(<Page />)
  await userEvent.click(screen.getByRole('button', { name: 'Search' }))
  const field = await screen.findByRole('combobox')
  await waitFor(() => expect(field).toHaveFocus())
  return field
}

const options = () => screen.queryAllByRole('option').map((option) => option.textContent)
const selected = () => screen.getByRole('option', { selected: true })

describe('the palette', () => {
  test('shows what is open, where one can go and what one can do; the first is chosen', async () => {
    const field = await openPalette()
    expect(screen.getAllByRole('group').map((group) => group.getAttribute('aria-label'))).toEqual(['Still open today', 'Go to', 'Actions'])
    expect(options()).toEqual(['Drink waterAdd 1', 'Today', 'Habits', 'Dark colours'])
    expect(field).toHaveAttribute('aria-activedescendant', selected().id)
    expect(selected()).toHaveTextContent('Drink water')
    await expectAccessible(document.body)
  })

  test('is found by typing, chosen with the arrows and done with Enter; the focus goes back', async () => {
    await openPalette()
    await userEvent.keyboard('water')
    expect(options()).toEqual(['Drink waterAdd 1', 'Drink waterOpen'])
    expect(screen.getByText('2 results')).toBeInTheDocument()
    await userEvent.keyboard('{ArrowDown}')
    expect(selected()).toHaveTextContent('Open')
    await userEvent.keyboard('{ArrowDown}{ArrowUp}{Enter}')
    expect(ran.mock.calls).toEqual([['habit:water']])
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await waitFor(() => expect(screen.getByRole('button', { name: 'Search' })).toHaveFocus())
  })

  test('what was chosen lately stands first, also the next time', async () => {
    const user = userEvent.setup()
    await openPalette()
    await user.keyboard('dark{Enter}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await user.click(screen.getByRole('button', { name: 'Search' }))
    const recent = await screen.findByRole('group', { name: 'Recent' })
    expect(within(recent).getByRole('option')).toHaveTextContent('Dark colours')
    expect(options()).toHaveLength(4)
  })

  test('a date is a way into the calendar; nonsense is told so', async () => {
    const user = userEvent.setup()
    const field = await openPalette()
    await user.keyboard('yesterday')
    expect(options()).toEqual(['Thursday, 19 November 2026'])
    await user.clear(field)
    await user.keyboard('zzz{Enter}')
    expect(options()).toEqual([])
    expect(screen.getByText(/Nothing fits/)).toBeVisible()
    expect(ran).not.toHaveBeenCalled()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  test('a click does it too', async () => {
    await openPalette()
    await userEvent.click(screen.getByRole('option', { name: 'Habits' }))
    expect(ran.mock.calls).toEqual([['page:habits']])
  })
})

function Keys({ go }: { go: (place: string) => void }) {
  useKeys(go)
  return <input aria-label="Field" />
}

describe('the keys', () => {
  test('Ctrl K opens and closes the search, ? the list, g and a letter a page', async () => {
    const go = vi.fn()
    await show(<Keys go={go} />)
    await userEvent.keyboard('{Control>}k{/Control}')
    expect(currentOver()).toBe('search')
    await userEvent.keyboard('{Control>}k{/Control}')
    expect(currentOver()).toBeNull()
    await userEvent.keyboard('gh')
    await userEvent.keyboard('gxgt')
    expect(go.mock.calls).toEqual([['habits'], ['today']])
    await userEvent.keyboard('?')
    expect(currentOver()).toBe('shortcuts')
  })

  test('what is typed while the search is on its way is kept for it', async () => {
    await show(<Keys go={() => undefined} />)
    await userEvent.keyboard('{Control>}k{/Control}gtx{Backspace}')
    expect(takeAhead()).toBe('gt')
    await userEvent.keyboard('a{Escape}')
    expect(currentOver()).toBeNull()
    await userEvent.keyboard('b')
    expect(takeAhead()).toBe('a')
  })

  test('letters are letters where somebody types, and when they are switched off', async () => {
    const go = vi.fn()
    await show(<Keys go={go} />)
    await userEvent.click(screen.getByLabelText('Field'))
    await userEvent.keyboard('gt?')
    expect(screen.getByLabelText('Field')).toHaveValue('gt?')
    act(() => screen.getByLabelText('Field').blur())
    switchPlainKeys(false)
    await userEvent.keyboard('gt?')
    expect(go).not.toHaveBeenCalled()
    expect(currentOver()).toBeNull()
    await userEvent.keyboard('{Control>}k{/Control}')
    expect(currentOver()).toBe('search')
    switchPlainKeys(true)
  })

  test('the list tells every key, and switches the single ones off', async () => {
    await show(<ShortcutList opened onClose={() => undefined} />)
    const dialog = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })
    expect(within(dialog).getByText('Go to the calendar').closest('li')).toHaveTextContent('GthenC')
    await expectAccessible(dialog)
    await userEvent.click(within(dialog).getByRole('checkbox'))
    expect(within(dialog).getByRole('checkbox')).not.toBeChecked()
    switchPlainKeys(true)
  })
})
