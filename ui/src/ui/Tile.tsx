import type { Pigment } from '@/api/types'
import { HabitIcon } from './HabitIcon'

interface TileProps {
  icon: string
  color: Pigment
  size?: number
}

/** A habit's icon on its pigment. Decorative: the habit's name always stands beside it. */
export function Tile({ icon, color, size = 44 }: TileProps) {
  return (
    <span className={`tile tinted p-${color}`} style={{ width: size, height: size, borderRadius: size * 0.34 }}>
      <HabitIcon name={icon} size={size * 0.52} />
    </span>
  )
}
