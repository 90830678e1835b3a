import { afterAll, expect, test } from 'vitest'
import { deviceName } from './device-words'
import { i18n, speak } from './i18n'

afterAll(() => speak('en'))

test.each([
  ['Chrome on Android', 'Chrome on Android', 'Chrome auf Android'],
  ['A browser on Linux', 'A browser on Linux', 'Ein Browser auf Linux'],
  ['curl', 'curl', 'curl'],
  ['', 'A program', 'Ein Programm'],
])('%o', async (device, english, german) => {
  await speak('en')
  expect(deviceName(i18n.t, device)).toBe(english)
  await speak('de')
  expect(deviceName(i18n.t, device)).toBe(german)
})
