import type { HeatRead } from '@/api/types'
import { type Day, type Month, addDays, daysBetween, monthOf, weekday } from './day'

/** One day of a habit as a hexadecimal digit tells it: 1 done + 2 partial + 4 at rest + 8 due. */
export interface DigitDay {
  done: boolean
  partial: boolean
  rest: boolean
  due: boolean
}

export function digitDay(digit: string): DigitDay {
  const bits = Number.parseInt(digit, 16) || 0
  return { done: (bits & 1) > 0, partial: (bits & 2) > 0, rest: (bits & 4) > 0, due: (bits & 8) > 0 }
}

/** One day of a year. `share` is done ÷ due, null where nothing was due; `digit` is there for a single habit. */
export interface YearDay {
  day: Day
  due: number
  done: number
  share: number | null
  future: boolean
  today: boolean
  digit: DigitDay | null
}

/** All days of a year, those after today as still to come. `single`: of the first habit alone. */
export function yearDays({ first, last, today, due, done, habits }: HeatRead, single: boolean): YearDay[] {
  const digits = single ? (habits[0]?.days ?? '') : ''
  return Array.from({ length: daysBetween(first, last) + 1 }, (_, place) => {
    const day = addDays(first, place)
    const [dueThen, doneThen] = [due[place] ?? 0, done[place] ?? 0]
    return {
      day,
      due: dueThen,
      done: doneThen,
      share: dueThen > 0 ? doneThen / dueThen : null,
      future: day > today,
      today: day === today,
      digit: single ? digitDay(digits[place] ?? '0') : null,
    }
  })
}

export interface YearFigures {
  share: number | null
  gold: number
  /** Days in a row on which everything due was done; days without anything due do not interrupt. */
  longestGold: number
  /** ISO weekday with the highest share; null without anything due. */
  bestWeekday: number | null
}

export function figuresOf(days: YearDay[]): YearFigures {
  const best = [1, 2, 3, 4, 5, 6, 7]
    .map((number) => ({ number, share: shareOf(days.filter(({ day }) => weekday(day) === number)) }))
    .reduce((one, other) => ((other.share ?? -1) > (one.share ?? -1) ? other : one))
  return { share: shareOf(days), gold: goldOf(days), longestGold: longestGold(days), bestWeekday: best.share === null ? null : best.number }
}

function shareOf(days: YearDay[]): number | null {
  const due = days.reduce((sum, day) => sum + day.due, 0)
  return due > 0 ? days.reduce((sum, day) => sum + day.done, 0) / due : null
}

const goldOf = (days: YearDay[]): number => days.filter(({ share }) => share === 1).length

function longestGold(days: YearDay[]): number {
  let [run, longest] = [0, 0]
  for (const { share } of days) {
    if (share === null) continue
    run = share === 1 ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}

export interface MonthFigures {
  month: Month
  share: number | null
  gold: number
}

/** The months up to today, newest first, from the first one on in which anything was due. */
export function monthsOf(days: YearDay[]): MonthFigures[] {
  const first = days.findIndex(({ due }) => due > 0)
  const begun = first < 0 ? [] : days.filter(({ future, day }) => !future && monthOf(day) >= monthOf(days[first]?.day ?? ''))
  const months = Array.from(new Set(begun.map(({ day }) => monthOf(day)))).reverse()
  return months.map((month) => {
    const own = begun.filter(({ day }) => monthOf(day) === month)
    return { month, share: shareOf(own), gold: goldOf(own) }
  })
}

/** Weeks of a span of days as columns: each of seven places, empty where another span's day would stand. */
export function columnsOf(days: YearDay[], firstWeekday: number): (YearDay | null)[][] {
  const first = days[0]
  if (!first) return []
  const before = (weekday(first.day) - firstWeekday + 7) % 7
  const places = [...Array.from({ length: before }, () => null), ...days]
  return Array.from({ length: Math.ceil(places.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_unused, row) => places[week * 7 + row] ?? null),
  )
}
