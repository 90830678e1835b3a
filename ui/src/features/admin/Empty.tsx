import { type Icon } from '@tabler/icons-react'
import { createElement } from 'react'
import type { Pigment } from '@/api/types'

interface EmptyProps {
  icon: Icon
  color: Pigment
  title: string
  text: string
}

/** A page that has nothing to show, and says that this is fine. */
export function Empty({ icon, color, title, text }: EmptyProps) {
  return (
    <div className="card admin-empty">
      <span className={`stone tinted p-${color}`} style={{ width: 72, height: 72 }}>
        {createElement(icon, { size: 34, stroke: 1.6, 'aria-hidden': true })}
      </span>
      <h2 className="h3">{title}</h2>
      <p className="dim sm">{text}</p>
    </div>
  )
}
