import type { ReactNode } from 'react'
import './ring.css'

interface RingProps {
  share: number
  label: string
  children: ReactNode
}

const STROKE = 9
const SIZE = 104
const RADIUS = (SIZE - STROKE) / 2
const LENGTH = 2 * Math.PI * RADIUS

/** How much of the day is done, `share` from 0 to 1. Read out as its label. */
export function Ring({ share, label, children }: RingProps) {
  const drawn = LENGTH * Math.min(1, Math.max(0, share))
  const circle = { cx: SIZE / 2, cy: SIZE / 2, r: RADIUS, fill: 'none', strokeWidth: STROKE }
  return (
    <div className="ring" role="img" aria-label={label}>
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
        <circle {...circle} stroke="var(--hb-track)" />
        {/* There from the beginning, so that also the first tick of a day moves it; a round end would show as a dot. */}
        <circle {...circle} className="ring-value" strokeLinecap={share > 0 ? 'round' : 'butt'} strokeDasharray={`${drawn} ${LENGTH}`} />
      </svg>
      <div className="ring-text n" aria-hidden="true">
        {children}
      </div>
    </div>
  )
}
