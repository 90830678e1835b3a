import { expect, test } from 'vitest'
import { ranked } from './rank'

const items = ['Drink water', 'Water the plants', 'Meditate', 'Übung am Morgen', 'Stretch ten minutes', 'Straße fegen'].map((label) => ({ id: label, label }))
const found = (typed: string, recent: string[] = []) => ranked(items, typed, recent).map(({ label }) => label)

test.each([
  ['water', ['Water the plants', 'Drink water']],
  ['WAT', ['Water the plants', 'Drink water']],
  ['plants water', ['Water the plants']],
  ['dw', ['Drink water']],
  ['ubung', ['Übung am Morgen']],
  ['strasse', ['Straße fegen']],
  ['tretc', ['Stretch ten minutes']],
  ['mdtt', ['Meditate']],
  ['meditste', ['Meditate']],
  ['emditate', ['Meditate']],
  ['meditat', ['Meditate']],
  ['medtate', ['Meditate']],
  ['medittate', ['Meditate']],
  ['water x', []],
  ['zzz', []],
  ['?', []],
])('%s finds %o', (typed, labels) => {
  expect(found(typed)).toEqual(labels)
})

test('among equals what was chosen lately comes first', () => {
  expect(found('wate', ['Drink water'])).toEqual(['Water the plants', 'Drink water'])
  const twins = [{ id: 'a', label: 'Run' }, { id: 'b', label: 'Run' }, { id: 'c', label: 'Run' }]
  expect(ranked(twins, 'run', ['c', 'b']).map(({ id }) => id)).toEqual(['c', 'b', 'a'])
})

test('other words count less than the label', () => {
  const pages = [
    { id: 'settings', label: 'Settings', keywords: 'language dark' },
    { id: 'dark', label: 'Dark colours' },
  ]
  expect(ranked(pages, 'dark', []).map(({ id }) => id)).toEqual(['dark', 'settings'])
})
