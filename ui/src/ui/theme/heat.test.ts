import { describe, expect, test } from 'vitest'
import { heat } from './heat'

const hsl = (fill: string): number[] => fill.match(/\d+/g)!.map(Number)

describe('heat', () => {
  test('nothing due is grey, everything done is gold', () => {
    expect(heat(null, false).fill).toBe('var(--hb-nodata)')
    expect(heat(1, true)).toEqual({ fill: 'var(--hb-gold)', ink: 'var(--hb-on-gold)' })
  })

  test('goes from red over yellow to green', () => {
    expect(heat(0, false).fill).toBe('hsl(6 72% 87%)')
    expect(hsl(heat(0.5, false).fill)[0]).toBe(76)
    expect(hsl(heat(0.99, false).fill)[0]).toBe(145)
  })

  test.each([false, true])('lightness moves one way only, so the order survives grey print (dark: %s)', (dark) => {
    const steps = Array.from({ length: 100 }, (_, percent) => hsl(heat(percent / 100, dark).fill)[2]!)
    const ordered = [...steps].sort((a, b) => (dark ? a - b : b - a))
    expect(steps).toEqual(ordered)
  })

  test('ink on deep dark fills is white', () => {
    expect(heat(0.1, true).ink).toBe('#ffffff')
    expect(heat(0.5, true).ink).toBe('#0d0a0d')
  })
})
