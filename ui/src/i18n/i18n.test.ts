import { beforeEach, expect, test, vi } from 'vitest'

/* Each test starts as a visit does: with the words of the first page alone. */
beforeEach(() => {
  vi.resetModules()
})

const visit = () => import('./i18n')

test('what is loaded later brings its words', async () => {
  const { i18n, withWords } = await visit()
  expect(i18n.t('app.today')).toBe('Today')
  expect(i18n.t('calendar.edit')).toBe('calendar.edit')
  const changes = vi.fn()
  i18n.subscribe(changes)
  const load = withWords(() => Promise.resolve('part'))
  await expect(load()).resolves.toBe('part')
  expect(i18n.t('calendar.edit')).not.toBe('calendar.edit')
  await load()
  expect(changes).toHaveBeenCalledTimes(1)
})

test('a language that follows comes with all its words', async () => {
  const { i18n, restOfWords, speak } = await visit()
  const german = speak('de')
  await restOfWords()
  await german
  expect(i18n.language).toBe('de')
  expect(i18n.t('app.today')).toBe('Heute')
  expect(i18n.t('calendar.edit')).not.toBe('calendar.edit')
  expect(document.documentElement.lang).toBe('de')
})

test('of two changes the later one counts', async () => {
  const { i18n, speak } = await visit()
  await Promise.all([speak('de'), speak('en')])
  expect(i18n.language).toBe('en')
  expect(document.documentElement.lang).toBe('en')
})
