import type { AgendaItem, DayRead, GoalRead, HabitRead, HeatRead, MonthRead } from '@/api/types'
import { addDays } from '@/lib/day'

export const TODAY = '2026-11-20'

const week = (): AgendaItem['week'] => Array.from({ length: 7 }, (_, index) => ({ date: addDays(TODAY, index - 6), state: index < 6 ? 'missed' : 'open' }))

let made = 0

export const aGoal = (more: Partial<AgendaItem['goal']> = {}): AgendaItem['goal'] => ({
  from_day: '2026-01-01',
  schedule: 'daily',
  times: 1,
  days: 1,
  weekdays: [],
  target: null,
  sums: false,
  direction: 'at_least',
  ...more,
})

export const aWindow = (more: Partial<AgendaItem['window']> = {}): AgendaItem['window'] => ({
  done: 0,
  needed: 1,
  first: TODAY,
  last: TODAY,
  is_safe_to_skip: false,
  ...more,
})

/** Monday to Sunday around the 20th, a Friday. */
export const aWeek = (more: Partial<AgendaItem['window']> = {}): AgendaItem['window'] =>
  aWindow({ first: '2026-11-16', last: '2026-11-22', is_safe_to_skip: true, ...more })

/** How a day of today looks unless a test says otherwise. */
function lookOf({ look, state = 'none', due = true }: Partial<AgendaItem>): AgendaItem['look'] {
  if (look) return look
  if (state !== 'none') return state
  return due ? 'open' : 'none'
}

/** A daily yes-or-no habit that is due and open. */
export function aCheck(more: Partial<AgendaItem> = {}): AgendaItem {
  made += 1
  return {
    id: `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`,
    name: 'Stretch',
    question: '',
    kind: 'build',
    measure: 'check',
    unit: '',
    color: 'clay',
    icon: 'stretching',
    section: 'morning',
    category: '',
    tags: [],
    position: made,
    goal: aGoal(),
    steps: [],
    due: true,
    look: lookOf(more),
    state: 'none',
    amount: null,
    note: null,
    ticked: null,
    reason: null,
    tapped_at: null,
    streak: 4,
    streak_unit: 'day',
    longest_streak: 9,
    strength: 0.62,
    window: aWindow(),
    week: week(),
    ...more,
  }
}

/** Five of eight glasses. */
export const anAmount = (more: Partial<AgendaItem> = {}): AgendaItem =>
  aCheck({
    name: 'Drink water',
    measure: 'amount',
    unit: 'glasses',
    color: 'lagoon',
    icon: 'droplet',
    goal: aGoal({ target: 8 }),
    state: 'partial',
    look: 'partial',
    amount: 5,
    window: aWindow({ done: 5, needed: 8 }),
    ...more,
  })

export const aDay = (habits: AgendaItem[], more: Partial<DayRead> = {}): DayRead => ({
  date: TODAY,
  today: TODAY,
  due: habits.filter((item) => item.due || item.state === 'done').length,
  done: habits.filter((item) => item.state === 'done').length,
  habits,
  ...more,
})

/** November 2026 up to the 20th: day n has n % 5 of 4 done, and nothing is due on the 11th. */
export const aMonth = (more: Partial<MonthRead> = {}): MonthRead => ({
  month: '2026-11',
  today: TODAY,
  first_weekday: 1,
  earliest: '2026-01-01',
  days: Array.from({ length: 20 }, (_, index) => ({
    date: addDays('2026-11-01', index),
    due: index === 10 ? 0 : 4,
    done: index === 10 ? 0 : (index + 1) % 5,
  })),
  habits: [
    { id: aCheck().id, name: 'Stretch', color: 'clay', icon: 'stretching', measure: 'check', unit: '', done: 17, due: 20, rate: 0.85, streak: 4, streak_unit: 'day', days: '9'.repeat(17) + '888', week: week() },
    { id: aCheck().id, name: 'Call a friend', color: 'rose', icon: 'unknown-icon', measure: 'check', unit: '', done: 0, due: 0, rate: null, streak: 0, streak_unit: 'week', days: '0'.repeat(20), week: week() },
  ],
  ...more,
})

/** A habit as its own page reads it. */
export const aHabit = (more: Partial<HabitRead> = {}): HabitRead => {
  made += 1
  return {
    id: `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`,
    name: 'Stretch',
    kind: 'build',
    measure: 'check',
    unit: '',
    question: '',
    description: '',
    color: 'clay',
    icon: 'stretching',
    section: 'morning',
    category: '',
    tags: [],
    steps: [],
    skip_budget: null,
    position: made,
    begins_on: '2026-01-01',
    ends_on: null,
    archived_at: null,
    deleted_at: null,
    start: '2026-01-01',
    goal: aGoalRead(),
    goals: [aGoalRead()],
    reminders: [],
    streak: 4,
    streak_unit: 'day',
    longest_streak: 9,
    strength: 0.62,
    created_at: '2026-01-01T08:00:00Z',
    ...more,
  }
}

export const aGoalRead = (more: Partial<GoalRead> = {}): GoalRead => ({
  from_day: '2026-01-01',
  schedule: 'daily',
  times: 1,
  days: 1,
  weekdays: [],
  target: null,
  per_day: false,
  direction: 'at_least',
  first_weekday: 1,
  anchor: null,
  ...more,
})

/** The year 2026 up to 20 November: in November day n has n % 5 of 4 done, every fifth nothing due; before it nothing was. */
export const aHeat = (more: Partial<HeatRead> = {}): HeatRead => {
  const november = Array.from({ length: 20 }, (_, place) => (place + 1) % 5)
  const before = Array.from({ length: 304 }, () => 0)
  return {
    first: '2026-01-01',
    last: '2026-12-31',
    today: TODAY,
    first_weekday: 1,
    earliest: '2026-11-01',
    due: [...before, ...november.map((rest) => (rest === 0 ? 0 : 4))],
    done: [...before, ...november],
    habits: [{ id: aHabit().id, name: 'Stretch', color: 'clay', icon: 'stretching', days: '0'.repeat(324) }],
    ...more,
  }
}
