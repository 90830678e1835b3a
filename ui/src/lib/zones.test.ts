import { expect, test } from 'vitest'
import { cityOf, matchingZones, plain, regionOf, zones } from './zones'

const all = ['America/Argentina/Buenos_Aires', 'Europe/Berlin', 'Europe/Vienna', 'Indian/Reunion', 'UTC'].map((zone) => ({
  zone,
  words: plain(`${zone.replaceAll(/[/_]/g, ' ')} ${zone.startsWith('Europe') ? 'Mitteleuropäische Zeit' : ''}`),
}))

test('a zone in words', () => {
  expect(cityOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires')
  expect(regionOf('America/Argentina/Buenos_Aires')).toBe('America, Argentina')
  expect(regionOf('UTC')).toBe('')
})

test.each([
  ['ber', ['Europe/Berlin']],
  ['buenos aires', ['America/Argentina/Buenos_Aires']],
  ['Réunion', ['Indian/Reunion']],
  ['Europe/Vienna', ['Europe/Vienna']],
  ['mitteleuropaische', ['Europe/Berlin', 'Europe/Vienna']],
  ['v', ['Europe/Vienna']],
  ['atlantis', []],
  ['', all.map(({ zone }) => zone)],
])('%j finds %j', (query, found) => {
  expect(matchingZones(all, query)).toEqual(found)
})

test('a city that begins with what is typed comes first', () => {
  const two = ['America/New_York', 'Asia/Yekaterinburg', 'Europe/York'].map((zone) => ({ zone, words: plain(zone.replaceAll(/[/_]/g, ' ')) }))
  expect(matchingZones(two, 'york')).toEqual(['Europe/York', 'America/New_York'])
})

test('the zone in use is among them, whatever the browser knows', () => {
  expect(zones('Moon/Sea_of_Rains')).toContain('Moon/Sea_of_Rains')
  expect(zones('UTC').filter((zone) => zone === 'UTC')).toHaveLength(1)
})
