import { number } from './format'

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const
const STEP = 1000
const FEW = 10

/** "148 MB", "1.2 GB", "340 B": bytes as people say them, with a no-break space. */
export function bytes(size: number, language: string): string {
  const power = size < STEP ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(size) / 3))
  const value = size / STEP ** power
  const rounded = value < FEW && power > 0 ? Math.round(value * 10) / 10 : Math.round(value)
  return `${number(rounded, language)}\u00a0${UNITS[power] ?? ''}`
}
