import { expect, test } from 'vitest'
import firstGerman from 'virtual:words/de/first'
import restGerman from 'virtual:words/de/rest'
import firstEnglish from 'virtual:words/en/first'
import restEnglish from 'virtual:words/en/rest'
import { earlyModules, namespacesIn } from '../../scripts/words.ts'
import de from './de.json'
import en from './en.json'

test('the two parts together are all texts, in both languages', () => {
  expect({ ...firstEnglish, ...restEnglish }).toEqual(en)
  expect({ ...firstGerman, ...restGerman }).toEqual(de)
  expect(Object.keys(firstGerman).sort()).toEqual(Object.keys(firstEnglish).sort())
})

test('the first part is what Today says, and not what lazy parts say', () => {
  expect(Object.keys(firstEnglish)).toEqual(expect.arrayContaining(['app', 'agenda', 'greeting', 'errors']))
  expect(Object.keys(restEnglish)).toEqual(expect.arrayContaining(['calendar', 'habit', 'palette', 'setup']))
  const early = earlyModules()
  expect(early.some((file) => file.endsWith('routes/today.tsx'))).toBe(true)
  expect(early.some((file) => file.endsWith('routes/calendar.tsx'))).toBe(false)
  expect(namespacesIn(early, en).size).toBe(Object.keys(firstEnglish).length)
})
