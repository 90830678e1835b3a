const mixed = (pigment: string, share: number): string =>
  `color-mix(in oklab, var(--hb-${pigment}-mid) ${share}%, var(--hb-card))`

/** The empty-state drawing: three stones, and a dashed one that is still to come. */
export function Cairn({ width = 120 }: { width?: number }) {
  return (
    <svg width={width} height={width * 0.9} viewBox="0 0 120 108" aria-hidden="true">
      <ellipse cx="60" cy="102" rx="50" ry="4" fill="var(--hb-track)" />
      <path d="M10 88.5C10 78 26 73.5 58.5 73.5c31 0 51.5 4 51.5 14.5S91 102 59.5 102 10 99.5 10 88.5z" fill={mixed('heather', 85)} />
      <path d="M26 59.5c.8-9 14-12.6 34.5-12.2C80 47.7 93 51 92.4 60.2 91.8 69.6 78 73 59 72.7 39.5 72.4 25.2 69 26 59.5z" fill={mixed('clay', 72)} />
      <path d="M39.5 36.5c.4-7.6 9-11 21-10.7 12 .3 20.3 3.6 19.8 11C79.8 44 71 46.8 59.5 46.6c-11.6-.2-20.4-3-20-10.1z" fill={mixed('honey', 72)} />
      <path
        d="M50 16.2c.2-6.2 5-8.7 10.6-8.6 5.7.1 10.3 2.9 10 8.9-.3 5.7-5.1 8-10.7 8-5.7-.1-10.1-2.8-9.9-8.3z"
        fill="none"
        stroke="var(--hb-control)"
        strokeWidth="1.8"
        strokeDasharray="3.5 3.5"
      />
    </svg>
  )
}
