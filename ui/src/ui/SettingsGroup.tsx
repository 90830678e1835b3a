import { Link, type LinkProps } from '@tanstack/react-router'
import { IconChevronRight, type Icon } from '@tabler/icons-react'
import { type ReactNode, createElement, useId } from 'react'
import type { Pigment } from '@/api/types'
import './settings.css'

interface SettingsGroupProps {
  title: string
  text?: string
  children: ReactNode
}

/** Settings that belong together: a heading, and rows in one list. */
export function SettingsGroup({ title, text, children }: SettingsGroupProps) {
  const id = useId()
  return (
    <section className="settings-group" aria-labelledby={id}>
      <h2 className="h2" id={id}>
        {title}
      </h2>
      {text && <p className="sm dim">{text}</p>}
      <div className="list settings-rows">{children}</div>
    </section>
  )
}

/** One row of a group. */
export const SettingsRow = ({ children }: { children: ReactNode }) => <div className="settings-row">{children}</div>

interface SettingsLinkProps extends Pick<LinkProps, 'to' | 'search'> {
  icon: Icon
  color: Pigment
  title: string
  text?: string
}

/** A row that leads to a page of its own. */
export function SettingsLink({ icon, color, title, text, ...target }: SettingsLinkProps) {
  return (
    <Link {...target} className="settings-row settings-link">
      <span className={`tile tinted p-${color}`} style={{ width: 44, height: 44, borderRadius: 15 }}>
        {createElement(icon, { size: 23, stroke: 1.75, 'aria-hidden': true })}
      </span>
      <span className="grow">
        <span className="nm">{title}</span>
        {text && <span className="sm dim">{text}</span>}
      </span>
      <IconChevronRight size={20} stroke={1.75} color="var(--hb-dim)" aria-hidden />
    </Link>
  )
}
