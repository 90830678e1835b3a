import { expect, test } from 'vitest'
import { type WordKey, translator } from './translate'

const key = (name: string) => name as WordKey

test('gaps are filled, with whatever stands in them', () => {
  const t = translator('en', { greet: 'Hello {{name}}, {{count}} of {{all}}', nested: { deep: 'Below' } })
  expect(t(key('greet'), { name: '$& <b>', count: 0, all: 8 })).toBe('Hello $& <b>, 0 of 8')
  expect(t(key('nested.deep'))).toBe('Below')
})

test('counting chooses the form; a text without forms stays as it is', () => {
  const t = translator('de', { days_one: '{{count}} Tag', days_other: '{{count}} Tage', every: 'Alle {{count}}' })
  expect([0, 1, 2, 1.5].map((count) => t(key('days'), { count }))).toEqual(['0 Tage', '1 Tag', '2 Tage', '1.5 Tage'])
  expect(t(key('every'), { count: 1 })).toBe('Alle 1')
})

test('a text that is missing reads as its key', () => {
  const t = translator('en', { app: { name: 'Habitus' } })
  expect(t(key('app.none'))).toBe('app.none')
})
