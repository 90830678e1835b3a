import { createElement } from 'react'
import { habitIcon } from './icons'

/** A habit's icon by its stored name. Decorative. */
export function HabitIcon({ name, size }: { name: string; size: number }) {
  return createElement(habitIcon(name), { size, stroke: 1.75, 'aria-hidden': true })
}
