import { expect, test } from 'vitest'
import { aCheck } from '@/test/factories'
import { grouped } from './sections'
import { readView } from './today-view'

const names = (by: 'section' | 'category', items: Parameters<typeof grouped>[0]) =>
  grouped(items, by).map(({ key, items: own, done, due }) => [key, own.map(({ name }) => name).join(' '), `${done}/${due}`])

test('by the part of the day, in its order, each in the person’s own order', () => {
  const items = [
    aCheck({ name: 'C', section: 'evening', position: 1 }),
    aCheck({ name: 'B', section: 'morning', position: 3, state: 'done' }),
    aCheck({ name: 'A', section: 'morning', position: 2 }),
    aCheck({ name: 'D', section: 'anytime', position: 4, due: false }),
  ]
  expect(names('section', items)).toEqual([
    ['morning', 'A B', '1/2'],
    ['anytime', 'D', '0/0'],
    ['evening', 'C', '0/1'],
  ])
})

test('by category, in the order of the alphabet, without one at the end', () => {
  const items = [
    aCheck({ name: 'A', category: '', position: 1 }),
    aCheck({ name: 'B', category: 'Rest', position: 2 }),
    aCheck({ name: 'C', category: 'Äpfel', position: 3 }),
    aCheck({ name: 'D', category: 'Rest', position: 0 }),
  ]
  expect(names('category', items).map(([key, own]) => [key, own])).toEqual([
    ['category:Äpfel', 'C'],
    ['category:Rest', 'D B'],
    ['category:', 'A'],
  ])
})

test('a view is read as far as it can be understood', () => {
  const plain = { by: 'section', hidesDone: false, folded: [] }
  expect(readView(null)).toEqual(plain)
  expect(readView('[')).toEqual(plain)
  expect(readView('7')).toEqual(plain)
  expect(readView('{"by":"colour","hidesDone":"yes","folded":3}')).toEqual(plain)
  expect(readView('{"by":"category","hidesDone":true,"folded":["morning"]}')).toEqual({ by: 'category', hidesDone: true, folded: ['morning'] })
})
