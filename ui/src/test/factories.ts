import type { AgendaItem, DayRead, MonthRead } from '@/api/types'
import { addDays } from '@/lib/day'

export const TODAY = '2026-11-20'

const week = (): AgendaItem['week'] => Array.from({ length: 7 }, (_, index) => ({ date: addDays(TODAY, index - 6), state: index < 6 ? 'missed' : 'open' }))

let made = 0

/** A daily yes-or-no habit that is due and open. */
export function aCheck(more: Partial<AgendaItem> = {}): AgendaItem {
  made += 1
  return {
    id: `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`,
    name: 'Stretch',
    question: '',
    measure: 'check',
    unit: '',
    color: 'clay',
    icon: 'stretching',
    section: 'morning',
    position: made,
    goal: { from_day: '2026-01-01', times: 1, days: 1, target: null, direction: 'at_least' },
    due: true,
    state: 'none',
    amount: null,
    note: null,
    tapped_at: null,
    streak: 4,
    longest_streak: 9,
    strength: 0.62,
    window: { done: 0, needed: 1 },
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
    goal: { from_day: '2026-01-01', times: 1, days: 1, target: 8, direction: 'at_least' },
    state: 'partial',
    amount: 5,
    window: { done: 5, needed: 8 },
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
    { id: aCheck().id, name: 'Stretch', color: 'clay', icon: 'stretching', measure: 'check', unit: '', done: 17, due: 20, streak: 4, week: week() },
    { id: aCheck().id, name: 'Call a friend', color: 'rose', icon: 'unknown-icon', measure: 'check', unit: '', done: 0, due: 0, streak: 0, week: week() },
  ],
  ...more,
})
