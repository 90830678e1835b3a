import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import * as session from '@/api/session'
import type { NoteRead, StreakList, StrengthRead, SummaryRead } from '@/api/types'
import { addDays } from '@/lib/day'
import { TODAY, aGoalRead, aHabit } from '@/test/factories'
import { expectAccessible, show } from '@/test/render'
import { json, problem, serve } from '@/test/server'
import { BestStreaks } from './BestStreaks'
import { Notes } from './Notes'
import { StrengthCard } from './StrengthCard'
import { Totals } from './Totals'
import { Weekdays } from './Weekdays'

/* jsdom has no canvas; what is drawn is looked at in a browser. */
vi.mock('./draw-curve', () => ({
  drawCurve: () => ({ plot: { data: [[0, 1, 2]], valToPos: () => 0, setCursor: () => undefined }, end: () => undefined }),
}))

const habit = aHabit({ name: 'Run', unit: '' })
const path = `/api/v1/habits/${habit.id}`

beforeEach(() => {
  session.begin({ access_token: 'token' })
})

const aStrength = (more: Partial<StrengthRead> = {}): StrengthRead => {
  const values = more.values ?? [0.16, 0.4, 0.95, 0.91]
  return { habit_id: habit.id, first: addDays(TODAY, 1 - values.length), last: TODAY, step_days: 1, values, now: values.at(-1) ?? 0, change_30: 0.14, ...more }
}

const aSummary = (more: Partial<SummaryRead> = {}): SummaryRead => ({
  habit_id: habit.id,
  first: '2026-01-01',
  last: TODAY,
  since: '2025-06-03',
  due: 28,
  done: 25,
  rate: 25 / 28,
  partial: 0,
  skipped: 2,
  lapsed: 1,
  amount: null,
  by_weekday: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, due: 4, done: weekday === 6 ? 1 : 4 })),
  best_month: { month: '2026-10', done: 29, amount: null },
  ...more,
})

describe('strength', () => {
  test('is a figure, a change, a curve, a sentence and numbers', async () => {
    serve({ [`GET ${path}/strength`]: json(aStrength()) })
    const { container } = await show(<StrengthCard habit={habit} />)
    expect(await screen.findByText('91', { selector: '.disp' })).toBeVisible()
    expect(screen.getByText('+14 in 30 days')).toBeVisible()
    expect(screen.getByText('It rose from 16 to 91. It was highest on 19 Nov, at 95.')).toBeVisible()
    expect(screen.getByRole('button', { name: '90 d' })).toHaveProperty('ariaPressed', 'true')
    await userEvent.click(screen.getByText('Show the numbers'))
    expect(screen.getAllByRole('row').map((row) => row.textContent)).toEqual(['DayStrength', '20 Nov91', '19 Nov95', '18 Nov40', '17 Nov16'])
    await screen.findByRole('slider')
    await expectAccessible(container)
  })

  test('the arrow keys tell each day', async () => {
    serve({ [`GET ${path}/strength`]: json(aStrength()) })
    await show(<StrengthCard habit={habit} />)
    const curve = await screen.findByRole('slider', { name: 'Strength, day by day' })
    expect(curve).toHaveAttribute('aria-valuetext', 'today: 91')
    curve.focus()
    await userEvent.keyboard('{ArrowLeft}')
    expect(curve).toHaveAttribute('aria-valuetext', '19 Nov: 95')
    await userEvent.keyboard('{Home}{ArrowLeft}')
    expect(curve).toHaveAttribute('aria-valuetext', '17 Nov: 16')
    await userEvent.tab()
    expect(curve).toHaveAttribute('aria-valuetext', 'today: 91')
  })

  test('another span is asked for', async () => {
    const calls = serve({ [`GET ${path}/strength`]: () => json(aStrength({ change_30: -0.031, values: [0.9, 0.5] })) })
    await show(<StrengthCard habit={habit} />)
    expect(await screen.findByText('−3 in 30 days')).toBeVisible()
    expect(screen.getByText('It went down from 90 to 50. A few kept days bring it back up.')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'All' }))
    await waitFor(() => expect(calls).toHaveLength(2))
  })

  test('on its first day a habit has no curve yet, and no change', async () => {
    serve({ [`GET ${path}/strength`]: json(aStrength({ values: [0], change_30: null })) })
    await show(<StrengthCard habit={habit} />)
    expect(await screen.findByText(/The curve begins with your first days/)).toBeVisible()
    expect(screen.queryByRole('slider')).toBeNull()
    expect(screen.queryByText(/in 30 days/)).toBeNull()
  })

  test('when it cannot be loaded it says so, and tries again', async () => {
    let answers = false
    serve({ [`GET ${path}/strength`]: () => (answers ? json(aStrength()) : problem(404, 'habit_not_found')) })
    await show(<StrengthCard habit={habit} />)
    expect(await screen.findByRole('alert')).toHaveTextContent('This habit is gone')
    answers = true
    await userEvent.click(screen.getByRole('button', { name: 'Try now' }))
    expect(await screen.findByText('91', { selector: '.disp' })).toBeVisible()
  })
})

describe('weekdays', () => {
  test('begin with the person’s first and name the best and the hardest', async () => {
    serve({ [`GET ${path}/summary`]: json(aSummary({ by_weekday: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, due: 4, done: weekday === 6 ? 1 : weekday === 2 || weekday === 3 ? 4 : 3 })) })) })
    const { container } = await show(<Weekdays habit={habit} firstWeekday={7} />)
    expect(await screen.findByText('Best on Tuesday and Wednesday, hardest on Saturday.')).toBeVisible()
    expect(screen.getAllByRole('listitem')[0]).toHaveTextContent('75SunSunday')
    await expectAccessible(container)
  })

  test('of a habit that leaves the days free it is told how often', async () => {
    const weekly = aHabit({ id: habit.id, goal: aGoalRead({ schedule: 'weekly', times: 3, days: 7 }) })
    serve({ [`GET ${path}/summary`]: json(aSummary()) })
    await show(<Weekdays habit={weekly} firstWeekday={1} />)
    expect(await screen.findByText(/^Most often on Monday, Tuesday/)).toBeVisible()
    expect(screen.getAllByRole('listitem')[5]).toHaveTextContent(/^1Sat/)
  })

  test('wait for a few days', async () => {
    serve({ [`GET ${path}/summary`]: json(aSummary({ due: 3, done: 3 })) })
    await show(<Weekdays habit={habit} firstWeekday={1} />)
    expect(await screen.findByText(/After a week or two/)).toBeVisible()
  })
})

describe('best streaks', () => {
  const aList = (more: Partial<StreakList> = {}): StreakList => ({
    habit_id: habit.id,
    unit: 'day',
    items: [
      { length: 41, first: '2026-10-11', last: TODAY, is_running: true },
      { length: 12, first: '2026-04-01', last: '2026-04-12', is_running: false },
    ],
    ...more,
  })

  test('the longest first, the running one by name', async () => {
    serve({ [`GET ${path}/streaks`]: json(aList()) })
    const { container } = await show(<BestStreaks id={habit.id} today={TODAY} />)
    const [longest, other] = await screen.findAllByRole('listitem')
    expect(longest).toHaveTextContent('4141 daysrunning now')
    expect(other).toHaveTextContent(/1 – 12 Apr|1–12 Apr/)
    await expectAccessible(container)
  })

  test('weeks are called weeks; none is a word too', async () => {
    serve({ [`GET ${path}/streaks`]: json(aList({ unit: 'week', items: [] })) })
    await show(<BestStreaks id={habit.id} today={TODAY} />)
    expect(await screen.findByText('A streak starts with one day.')).toBeVisible()
    expect(screen.getByRole('heading', { name: 'Best streaks, in weeks' })).toBeVisible()
  })
})

describe('totals', () => {
  test('times, shares, the best month, and what else there was', async () => {
    serve({ [`GET ${path}/summary`]: () => json(aSummary()) })
    const { container } = await show(<Totals habit={habit} />)
    expect(await screen.findByText('25 times')).toBeVisible()
    expect(screen.getByText('since 3 June 2025')).toBeVisible()
    await waitFor(() => expect(screen.getAllByText('25 of 28')).toHaveLength(3))
    expect(screen.getByText('October 2026')).toBeVisible()
    expect(screen.getByText('2 skipped, 1 lapse.')).toBeVisible()
    await expectAccessible(container)
  })

  test('amounts with their unit, clean days of what is quit, and nothing of a habit of today', async () => {
    const water = aHabit({ id: habit.id, measure: 'amount', unit: 'glasses' })
    let amount: number | null = 1204.5
    serve({ [`GET ${path}/summary`]: () => json(aSummary({ since: TODAY, amount, rate: null, due: 0, done: 0, skipped: 0, lapsed: 0, best_month: null })) })
    const { unmount } = await show(<Totals habit={water} />)
    expect(await screen.findByText('1,204.5 glasses')).toBeVisible()
    expect(screen.queryByText(/ of /)).toBeNull()
    unmount()
    amount = null
    await show(<Totals habit={aHabit({ id: habit.id, kind: 'quit' })} />)
    expect(await screen.findByText('0 clean days')).toBeVisible()
  })
})

describe('notes', () => {
  const aNote = (day: string, more: Partial<NoteRead> = {}): NoteRead => ({ day, state: 'done', amount: null, note: `A note of ${day}.`, ...more })

  test('lead to their days, and more of them come page by page', async () => {
    const pages = [
      { items: [aNote(TODAY), aNote('2026-11-12', { state: 'skipped' })], next_cursor: 'older' },
      { items: [aNote('2025-11-12', { amount: 5 })], next_cursor: null },
    ]
    let asked = 0
    serve({ [`GET ${path}/notes`]: () => json(pages[asked++] ?? pages[1]) })
    const onAdd = vi.fn()
    const { container } = await show(<Notes habit={aHabit({ id: habit.id, measure: 'amount', unit: 'km' })} today={TODAY} onAdd={onAdd} />)
    expect(await screen.findByRole('link', { name: 'Today' })).toHaveAttribute('href', '/calendar/2026-11?day=2026-11-20')
    expect(screen.getAllByRole('listitem')[1]).toHaveTextContent('12 NovemberskippedA note of 2026-11-12.')
    await userEvent.click(screen.getByRole('button', { name: 'Show more notes' }))
    expect(await screen.findByRole('link', { name: '12 November 2025' })).toBeVisible()
    expect(screen.getByText('5 km')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Show more notes' })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Add a note for today' }))
    expect(onAdd).toHaveBeenCalledOnce()
    await expectAccessible(container)
  })

  test('none is a word; a habit put away has nothing to add', async () => {
    serve({ [`GET ${path}/notes`]: json({ items: [], next_cursor: null }) })
    await show(<Notes habit={habit} today={TODAY} onAdd={undefined} />)
    const section = (await screen.findByRole('heading', { name: 'Notes' })).closest('section')!
    expect(await within(section).findByText(/No notes yet/)).toBeVisible()
    expect(within(section).queryByRole('button')).toBeNull()
  })
})
