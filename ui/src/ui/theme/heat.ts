/** Fill and text colour of one day of the heat map. */
export interface Heat {
  fill: string
  ink: string
}

/**
 * Colour of a day whose share of due habits done is `share` (0..1; null = nothing was due).
 * The hue goes from red to green; lightness moves one way too, so the order survives colour blindness.
 */
export function heat(share: number | null, dark: boolean): Heat {
  if (share === null) return { fill: 'var(--hb-nodata)', ink: 'var(--hb-dim)' }
  if (share >= 1) return { fill: 'var(--hb-gold)', ink: 'var(--hb-on-gold)' }
  const hue = 6 + 140 * share
  const bend = Math.sin(Math.PI * share)
  const saturation = dark ? 44 - 8 * share - 8 * bend : 72 - 32 * share - 12 * bend
  const lightness = dark ? (share < 0.32 ? 27 : 31) + 28 * share : 87 - 44 * share
  return {
    fill: `hsl(${hue.toFixed(0)} ${saturation.toFixed(0)}% ${lightness.toFixed(0)}%)`,
    ink: dark && share < 0.32 ? '#ffffff' : '#0d0a0d',
  }
}
