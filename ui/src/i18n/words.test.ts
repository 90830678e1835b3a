import { describe, expect, test } from 'vitest'
import type { Asked } from '@/lib/schedule'
import de from './de.json'
import en from './en.json'
import { dayRange, longDay, number, parseAmount, percent, plainNumber, shortNumber, shortRange, weekdayList } from './format'
import { i18n, speak, startLanguage } from './i18n'
import { scheduleMeaning, scheduleWords } from './schedule-words'

const asked = (more: Partial<Asked> = {}): Asked => ({ kind: 'build', schedule: 'daily', times: 1, days: 1, weekdays: [], target: null, perDay: false, ...more })
const quit = (more: Partial<Asked> = {}): Asked => asked({ kind: 'quit', ...more })

describe('a goal in plain words', () => {
  test.each<[Asked, string, string]>([
    [asked(), 'Every day', 'Jeden Tag'],
    [asked({ schedule: 'weekdays', weekdays: [5, 1, 3] }), 'On Mon, Wed and Fri', 'Am Mo, Mi und Fr'],
    [asked({ schedule: 'weekly', times: 3, days: 7 }), '3 times a week', '3-mal pro Woche'],
    [asked({ schedule: 'weekly', days: 7 }), 'Once a week', 'Einmal pro Woche'],
    [asked({ schedule: 'monthly', days: 30 }), 'Once a month', 'Einmal im Monat'],
    [asked({ schedule: 'interval', days: 2 }), 'Every 2 days', 'Alle 2 Tage'],
    [asked({ schedule: 'window', times: 2, days: 5 }), '2 times in any 5 days', '2-mal in je 5 Tagen'],
    [quit(), 'Not at all', 'Gar nicht'],
    [quit({ schedule: 'weekdays', weekdays: [1] }), 'Not at all on Mon', 'Gar nicht am Mo'],
  ])('%o', async (goal, english, german) => {
    expect(scheduleWords(i18n.t, 'en', goal, null)).toBe(english)
    await speak('de')
    expect(scheduleWords(i18n.t, 'de', goal, null)).toBe(german)
  })

  test.each<[Asked, string, string, string]>([
    [asked({ target: 8 }), 'Gläser', '8\u00a0Gläser a day', '8\u00a0Gläser am Tag'],
    [asked({ schedule: 'weekly', days: 7, target: 2.5 }), 'km', '2.5\u00a0km a week', '2,5\u00a0km pro Woche'],
    [asked({ schedule: 'weekly', times: 3, days: 7, target: 5, perDay: true }), 'km', '5\u00a0km on 3 days a week', '5\u00a0km an 3 Tagen pro Woche'],
    [asked({ schedule: 'window', days: 10, target: 3 }), '', '3 in any 10 days', '3 in je 10 Tagen'],
    [quit({ target: 2 }), 'Tassen', 'At most 2\u00a0Tassen a day', 'Höchstens 2\u00a0Tassen am Tag'],
    [quit({ schedule: 'monthly', days: 30, target: 0 }), 'min', 'At most 0\u00a0min a month', 'Höchstens 0\u00a0min im Monat'],
  ])('%o', async (goal, unit, english, german) => {
    expect(scheduleWords(i18n.t, 'en', goal, unit)).toBe(english)
    await speak('de')
    expect(scheduleWords(i18n.t, 'de', goal, unit)).toBe(german)
  })

  test('what counts as done', async () => {
    expect(scheduleMeaning(i18n.t, 'en', asked({ schedule: 'window', times: 3, days: 7 }), null)).toBe('It is due while the last 7 days hold fewer than 3 done days.')
    expect(scheduleMeaning(i18n.t, 'en', asked({ schedule: 'weekly', days: 7, target: 20 }), 'km')).toBe('The amounts of a week are added up.')
    expect(scheduleMeaning(i18n.t, 'en', quit(), null)).toBe('A day without a lapse counts, even when you mark nothing.')
    expect(scheduleMeaning(i18n.t, 'en', quit({ schedule: 'weekly', target: 10 }), 'cups')).toMatch(/while the sum stays at 10\u00a0cups or less/)
    await speak('de')
    expect(scheduleMeaning(i18n.t, 'de', asked({ target: 8 }), 'Gläser')).toBe('Ein Tag ist erledigt, sobald er 8\u00a0Gläser erreicht.')
  })
})

function leaves(tree: object, path = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'object' && value ? Object.entries(leaves(value, `${path}${key}.`)) : [[path + key, String(value)]],
    ),
  )
}

describe('both languages', () => {
  const placeholders = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort()

  test('have the same texts', () => {
    expect(Object.keys(leaves(de))).toEqual(Object.keys(leaves(en)))
  })

  test('fill the same gaps', () => {
    const german = leaves(de)
    for (const [key, text] of Object.entries(leaves(en))) expect([key, placeholders(german[key]!)]).toEqual([key, placeholders(text)])
  })

  test('are calm: no exclamation marks', () => {
    expect([...Object.values(leaves(en)), ...Object.values(leaves(de))].filter((text) => text.includes('!'))).toEqual([])
  })
})

test('dates and shares', () => {
  expect(longDay('2026-11-20', 'en')).toBe('Friday, 20 November')
  expect(longDay('2026-11-20', 'de')).toBe('Freitag, 20. November')
  expect(dayRange('2026-11-01', '2026-11-20', 'en')).toMatch(/^1\s?–\s?20 November$/)
  expect(shortRange('2026-10-09', '2026-11-20', '2026-11-20', 'en')).toMatch(/^9 Oct\s?–\s?20 Nov$/)
  expect(shortRange('2025-10-09', '2025-10-09', '2026-11-20', 'en')).toBe('9 Oct 2025')
  expect(weekdayList([7, 6], 'de')).toBe('Sa und So')
  expect(percent(0.72)).toBe('72\u00a0%')
  expect(percent(0.999)).toBe('99\u00a0%')
  expect(percent(1)).toBe('100\u00a0%')
})

test.each([
  ['2,5', 2.5, 2.5],
  ['2.5', 2.5, 2.5],
  [' 8 ', 8, 8],
  ['0', 0, 0],
  ['10,000', 10_000, 10],
  ['10.000', 10, 10_000],
  ['1,234,567.5', 1_234_567.5, null],
  ['1.000,5', null, 1000.5],
  ['0,125', 0.125, 0.125],
  ['', null, null],
  ['-1', null, null],
  ['1e3', null, null],
])('parseAmount(%j) is %j in English and %j in German', (text, english, german) => {
  expect(parseAmount(text, 'en')).toBe(english)
  expect(parseAmount(text, 'de')).toBe(german)
})

test.each(['en', 'de'])('what a field is filled with reads back as the same number (%s)', (language) => {
  for (const amount of [0.1, 1.125, 1000, 1234.5, 12_345.678, 999_999_999, 0.000_001]) {
    expect(parseAmount(plainNumber(amount, language), language)).toBe(amount)
  }
})

test('amounts show every digit that is stored', () => {
  expect(number(1.234567, 'en')).toBe('1.234567')
  expect(number(0.5, 'de')).toBe('0,5')
})

test('numbers on small buttons', () => {
  expect(shortNumber(1000, 'en')).toBe('1,000')
  expect(shortNumber(100_000_000, 'en')).toBe('100M')
  expect(shortNumber(100_000_000, 'de')).toBe('100\u00a0Mio.')
})

test('the language to begin with', () => {
  expect(startLanguage('de', ['en'])).toBe('de')
  expect(startLanguage(null, ['fr-FR', 'de-AT', 'en'])).toBe('de')
  expect(startLanguage('xx', ['fr'])).toBe('en')
})
