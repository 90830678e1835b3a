import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { useQuery } from '@tanstack/react-query'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, test } from 'vitest'
import * as session from '@/api/session'
import type { AgendaItem } from '@/api/types'
import { TODAY, aCheck, aDay, aGoal, aWindow, anAmount } from '@/test/factories'
import { expectAccessible, show } from '@/test/render'
import { type Call, json, serve } from '@/test/server'
import { hideToast } from '@/ui/toast-store'
import TimerHost from './TimerHost'
import { TodayList } from './TodayList'
import { agendaQueries } from './agenda.queries'
import { timerOf, useTimers } from './timers'

const YESTERDAY = '2026-11-19'

function Page() {
  const { data } = useQuery(agendaQueries.today())
  const isTiming = useTimers().length > 0
  return data ? (
    <main>
      <h1>{`${String(data.done)} of ${String(data.due)}`}</h1>
      <TodayList day={data} zone="Europe/Berlin" person="mira" />
      {isTiming && <TimerHost />}
    </main>
  ) : null
}

/** A server that answers taps with nothing for ever: what is seen is the prediction. */
function days(items: AgendaItem[], before: AgendaItem[] = [], more: Parameters<typeof serve>[0] = {}): Call[] {
  const never = () => new Promise<Response>(() => undefined)
  const taps = [TODAY, YESTERDAY].flatMap((day) => items.concat(before).map(({ id }) => [`PUT /api/v1/habits/${id}/entries/${day}`, never] as const))
  return serve({
    'GET /api/v1/today': json(aDay(items)),
    [`GET /api/v1/days/${YESTERDAY}`]: json(aDay(before, { date: YESTERDAY, today: TODAY })),
    ...Object.fromEntries(taps),
    ...more,
  })
}

const puts = (calls: Call[]) => calls.filter(({ method }) => method === 'PUT').map(({ path, body }) => ({ path, body }))

const reading = (more: Partial<AgendaItem> = {}) =>
  anAmount({ name: 'Read', measure: 'minutes', unit: '', amount: null, state: 'none', look: 'open', goal: aGoal({ target: 20 }), window: aWindow({ done: 0, needed: 20 }), ...more })

beforeEach(() => {
  hideToast()
  session.begin({ access_token: 'token' })
})

describe('the view of Today', () => {
  test('a group is folded away and stays so', async () => {
    const items = [aCheck(), aCheck({ name: 'Write', section: 'evening' })]
    days(items)
    const { unmount } = await show(<Page />)
    const user = userEvent.setup()
    const morning = await screen.findByRole('button', { name: 'Morning' })
    expect(morning).toHaveAttribute('aria-expanded', 'true')
    await user.click(morning)
    expect(morning).toHaveAttribute('aria-expanded', 'false')
    expect(screen.queryByText('Stretch')).toBeNull()
    expect(screen.getByText('Write')).toBeVisible()
    unmount()
    await show(<Page />)
    expect(await screen.findByRole('button', { name: 'Morning' })).toHaveAttribute('aria-expanded', 'false')
  })

  test('the menu groups by category and hides what is done, with the way back', async () => {
    days([aCheck({ category: 'Body' }), aCheck({ name: 'Write', look: 'done', state: 'done', tapped_at: '2026-11-20T06:00:00Z' })])
    const { container } = await show(<Page />)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Arrange and group this list' }))
    await user.click(await screen.findByRole('menuitemradio', { name: 'Category' }))
    expect(await screen.findByRole('button', { name: 'Body' })).toBeVisible()
    expect(screen.getByRole('button', { name: 'Without a category' })).toBeVisible()
    await user.click(screen.getByRole('menuitemcheckbox', { name: 'Hide what is done' }))
    expect(await screen.findByText('1 done hidden')).toBeVisible()
    expect(screen.queryByText('Write')).toBeNull()
    await user.keyboard('{Escape}')
    await expectAccessible(container)
    await user.click(screen.getByRole('button', { name: 'Show' }))
    expect(screen.getByText('Write')).toBeVisible()
    expect(JSON.parse(localStorage.getItem('habitus.today.mira') ?? '')).toEqual({ by: 'category', hidesDone: false, folded: [] })
  })

  test('what is ticked while done habits are hidden stays for a moment', async () => {
    localStorage.setItem('habitus.today.mira', '{"hidesDone":true}')
    days([aCheck()])
    await show(<Page />)
    await userEvent.click(await screen.findByRole('button', { name: 'Done: Stretch' }))
    expect(await screen.findByRole('heading', { name: '1 of 1' })).toBeVisible()
    expect(screen.getByText('Stretch')).toBeVisible()
  })

  test('the habits are put in another order, all that are in use, and back', async () => {
    const items = [aCheck({ name: 'A' }), aCheck({ name: 'B' })]
    const ids = items.map(({ id }) => id)
    const later = '00000000-0000-4000-8000-00000000ffff'
    const calls = days(items, [], {
      'GET /api/v1/habits': json({ items: [...ids, later].map((id) => ({ id })), next_cursor: null }),
      'PUT /api/v1/habits/order': new Response(null, { status: 204 }),
    })
    await show(<Page />)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Arrange and group this list' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Arrange' }))
    expect(await screen.findByRole('heading', { name: 'Arrange' })).toHaveFocus()
    await user.click(await screen.findByRole('button', { name: 'Move down: A' }))
    const orders = () => puts(calls).map(({ body }) => (body as { habit_ids: string[] }).habit_ids)
    await waitFor(() => expect(orders()).toEqual([[ids[1], ids[0], later]]))
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(orders()).toHaveLength(2))
    expect(orders()[1]).toEqual([...ids, later])
    await user.click(screen.getByRole('button', { name: 'Done' }))
    expect(await screen.findByRole('button', { name: 'Done: A' })).toBeVisible()
  })
})

describe('a row', () => {
  test('says that a freeze of yesterday holds its streak', async () => {
    const week = aCheck().week.map((mark) => (mark.date === YESTERDAY ? { ...mark, state: 'frozen' as const } : mark))
    days([aCheck({ week, streak: 6 })])
    await show(<Page />)
    expect(await screen.findByText('Streak: 6 days, held by a freeze yesterday')).toBeInTheDocument()
  })

  test('opens its note from the icon, and from a long press', async () => {
    days([aCheck({ note: 'Hips looser.' }), aCheck({ name: 'Run' })])
    await show(<Page />)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Stretch, note' }))
    await waitFor(() => expect(screen.getByLabelText('Note for today')).toHaveFocus())
    expect(screen.getByLabelText('Note for today')).toHaveValue('Hips looser.')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    fireEvent.contextMenu(screen.getByRole('button', { name: 'Run, details' }))
    await waitFor(() => expect(screen.getByRole('dialog', { name: 'Run' })).toBeVisible())
    await waitFor(() => expect(screen.getByLabelText('Note for today')).toHaveFocus())
  })

  test('takes an amount of any size, by a chip, by a number, and remembers the last', async () => {
    const item = anAmount({ unit: 'ml', amount: 500, goal: aGoal({ target: 2000 }), window: aWindow({ done: 500, needed: 2000 }) })
    const calls = days([item])
    await show(<Page />)
    const user = userEvent.setup()
    const plus = await screen.findByRole('button', { name: 'Add 200: Drink water' })
    fireEvent.contextMenu(plus)
    const sheet = await screen.findByRole('dialog', { name: 'Add to Drink water' })
    expect(within(sheet).getByLabelText('Amount to add (ml)')).toHaveFocus()
    await expectAccessible(sheet)
    await user.type(within(sheet).getByLabelText('Amount to add (ml)'), '0{Enter}')
    expect(within(sheet).getByRole('alert')).toHaveTextContent('Enter more than 0.')
    await user.clear(within(sheet).getByLabelText('Amount to add (ml)'))
    await user.type(within(sheet).getByLabelText('Amount to add (ml)'), '330{Enter}')
    expect(await screen.findByText('830 of 2,000 ml')).toBeVisible()
    await waitFor(() => expect(plus).toHaveFocus())
    await user.keyboard('{Shift>}{Enter}{/Shift}')
    await user.click(await screen.findByRole('button', { name: /^Add 330\sml$/ }))
    expect(await screen.findByText('1,160 of 2,000 ml')).toBeVisible()
    await waitFor(() => expect(puts(calls).length).toBeGreaterThan(0))
    expect(puts(calls)[0]?.body).toMatchObject({ state: 'done', increment: 330 })
  })

  test('is reached and used with the keys of the list', async () => {
    days([aCheck({ name: 'A' }), aCheck({ name: 'B' })])
    await show(<Page />)
    const user = userEvent.setup()
    const first = await screen.findByRole('button', { name: 'Done: A' })
    await waitFor(async () => {
      await user.keyboard('j')
      expect(first).toHaveFocus()
    })
    await user.keyboard('{ArrowDown}')
    expect(screen.getByRole('button', { name: 'Done: B' })).toHaveFocus()
    await user.keyboard(' ')
    expect(await screen.findByRole('heading', { name: '1 of 2' })).toBeVisible()
    await user.keyboard('k')
    expect(first).toHaveFocus()
    await user.keyboard('n')
    await waitFor(() => expect(screen.getByRole('dialog', { name: 'A' })).toBeVisible())
    await waitFor(() => expect(screen.getByLabelText('Note for today')).toHaveFocus())
    await user.keyboard('jke{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await user.keyboard('e')
    await waitFor(() => expect(screen.getByRole('dialog', { name: 'A' })).toBeVisible())
  })
})

describe('a timer', () => {
  test('runs, stands still, goes on, and is recorded when it is stopped', async () => {
    const item = reading({ amount: 5, state: 'partial', look: 'partial', window: aWindow({ done: 5, needed: 20 }) })
    const calls = days([item])
    document.title = 'Today · Habitus'
    const { container } = await show(<Page />)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Start the timer: Read' }))
    const pause = await screen.findByRole('button', { name: 'Pause the timer: Read' })
    await waitFor(() => expect(screen.getByRole('timer')).toHaveTextContent(/^5:0\d of 20 min$/))
    expect(await screen.findByText('The timer of Read is running.')).toBeInTheDocument()
    expect(document.title).toMatch(/^0:0\d Read · Today · Habitus$/)
    await expectAccessible(container)
    await user.click(pause)
    expect(document.title).toBe('Today · Habitus')
    const stored = JSON.parse(localStorage.getItem('habitus.timers') ?? '') as object[]
    localStorage.setItem('habitus.timers', JSON.stringify(stored.map((timer) => ({ ...timer, before: 450_000 }))))
    await user.click(await screen.findByRole('button', { name: 'Go on with the timer: Read' }))
    await waitFor(() => expect(screen.getByRole('timer')).toHaveTextContent(/^5:0\d of|^12:3\d of 20 min$/))
    localStorage.setItem('habitus.timers', JSON.stringify(stored.map((timer) => ({ ...timer, since: null, before: 450_000 }))))
    window.dispatchEvent(new Event('storage'))
    await user.click(await screen.findByRole('button', { name: 'Stop the timer and record it: Read' }))
    expect(await screen.findByText('12:30 of 20 min')).toBeVisible()
    await waitFor(() => expect(puts(calls)).toHaveLength(1))
    expect(puts(calls)[0]).toMatchObject({ path: `/api/v1/habits/${item.id}/entries/${TODAY}`, body: { state: 'done', increment: 7.5 } })
    expect(timerOf(item.id)).toBeUndefined()
    await waitFor(() => expect(screen.getByRole('button', { name: 'Start the timer: Read' })).toHaveFocus())
  })

  const running = (item: AgendaItem, minutesAgo: number, day = TODAY) =>
    localStorage.setItem('habitus.timers', JSON.stringify([{ habit: item.id, day, since: Date.now() - minutesAgo * 60_000, before: 0 }]))

  test('that reaches the goal after a reload says so, and records what was missing', async () => {
    const item = reading()
    running(item, 20.5)
    const calls = days([item])
    await show(<Page />)
    expect(await screen.findByText('Read: the goal is reached')).toBeVisible()
    expect(await screen.findByRole('heading', { name: '1 of 1' })).toBeVisible()
    await waitFor(() => expect(puts(calls)).toHaveLength(1))
    expect(puts(calls)[0]?.body).toMatchObject({ increment: 20 })
    expect(screen.getByRole('button', { name: 'Undo' })).toBeVisible()
  })

  test.each([
    ['Record 20 min', 20],
    ['Record all of it, 492 min', 492],
  ])('that was forgotten over night asks: %s', async (choice, minutes) => {
    const item = reading()
    const then = { ...item, look: 'missed' as const }
    running(item, 492, YESTERDAY)
    localStorage.setItem('habitus.yesterday.mira', TODAY)
    const calls = days([item], [then])
    await show(<Page />)
    const dialog = await screen.findByRole('dialog', { name: 'Read: still counting?' })
    expect(within(dialog).getByText(/8 h 12 min/)).toBeVisible()
    await expectAccessible(dialog)
    await userEvent.click(within(dialog).getByRole('button', { name: choice }))
    await waitFor(() => expect(puts(calls)).toHaveLength(1))
    expect(puts(calls)[0]?.path).toBe(`/api/v1/habits/${item.id}/entries/${YESTERDAY}`)
    expect((puts(calls)[0]?.body as { increment: number }).increment).toBeCloseTo(minutes, 0)
  })

  test('that is discarded can be had back', async () => {
    const item = reading()
    running(item, 492)
    const calls = days([item])
    await show(<Page />)
    await userEvent.click(await screen.findByRole('button', { name: 'Discard it' }))
    expect(await screen.findByText('Read: timer discarded')).toBeVisible()
    await waitFor(() => expect(timerOf(item.id)).toBeUndefined())
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
    expect(timerOf(item.id)).toMatchObject({ since: null })
    expect(puts(calls)).toEqual([])
  })
})

describe('yesterday', () => {
  const open = () => {
    const [a, b, c] = [aCheck({ name: 'A' }), aCheck({ name: 'B' }), aCheck({ name: 'C' })]
    return { items: [a, b, c], before: [a, b, c].map((item) => ({ ...item, look: 'missed' as const })) }
  }

  test('is asked about once, and thanks when it is up to date', async () => {
    const { items, before } = open()
    const calls = days(items, before)
    const { container, unmount } = await show(<Page />)
    const user = userEvent.setup()
    const card = await screen.findByRole('region', { name: 'Yesterday: 3 open' })
    await expectAccessible(container)
    await user.click(within(card).getByRole('button', { name: 'Done: A' }))
    expect(await screen.findByRole('heading', { name: 'Yesterday: 2 open' })).toBeVisible()
    expect(within(card).getByRole('button', { name: 'Done: A' })).toHaveProperty('ariaPressed', 'true')
    await user.click(within(card).getByRole('button', { name: 'Skip yesterday: B' }))
    await user.click(await within(card).findByRole('button', { name: 'Leave yesterday open: C' }))
    expect(await screen.findByText('Yesterday is up to date. Thank you.')).toBeVisible()
    await waitFor(() => expect(puts(calls).length).toBeGreaterThan(0))
    expect(puts(calls)[0]).toMatchObject({ path: `/api/v1/habits/${items[0]?.id ?? ''}/entries/${YESTERDAY}`, body: { state: 'done' } })
    expect(localStorage.getItem('habitus.yesterday.mira')).toBe(TODAY)
    unmount()
    await show(<Page />)
    expect(await screen.findByText('A')).toBeVisible()
    expect(screen.queryByText(/Yesterday/)).toBeNull()
  })

  test('can be left as it was', async () => {
    const { items, before } = open()
    days(items, before)
    await show(<Page />)
    await userEvent.click(await screen.findByRole('button', { name: 'Leave it' }))
    expect(screen.queryByText(/Yesterday/)).toBeNull()
    expect(localStorage.getItem('habitus.yesterday.mira')).toBe(TODAY)
  })
})

describe('an amount typed into the sheet', () => {
  test('is saved when the sheet is closed, and waits there when it cannot be', async () => {
    const item = anAmount()
    const calls = days([item])
    await show(<Page />)
    const user = userEvent.setup()
    const field = async () => {
      await user.click(await screen.findByRole('button', { name: 'Drink water, details' }))
      return screen.findByLabelText('Amount today (glasses)')
    }
    await user.clear(await field())
    await user.type(screen.getByLabelText('Amount today (glasses)'), 'about 6')
    await user.keyboard('{Escape}')
    expect(await screen.findByText('Drink water: your amount waits in its details')).toBeVisible()
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(puts(calls)).toEqual([])
    const again = await field()
    expect(again).toHaveValue('about 6')
    expect(again).toHaveAccessibleDescription('Not saved yet.')
    await user.clear(again)
    await user.type(again, '6')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(puts(calls)).toHaveLength(1))
    expect(puts(calls)[0]?.body).toMatchObject({ state: 'done', amount: 6 })
    expect(await field()).toHaveValue('6')
  })
})
