import { Link, type LinkProps } from '@tanstack/react-router'
import { IconAlertCircle, IconCheck, IconChevronRight, type Icon } from '@tabler/icons-react'
import { type ReactNode, createElement } from 'react'
import type { Pigment } from '@/api/types'
import { useWords } from '@/i18n/use-words'

interface SystemLineProps extends Pick<LinkProps, 'to'> {
  icon: Icon
  color: Pigment
  title: string
  /** Whether all is well, or somebody should look; null: neither. */
  state?: 'fine' | 'look' | null
  /** What stands at the end instead. */
  end?: ReactNode
  children: ReactNode
}

/** One part of the server: how it does, and the way to its page. */
export function SystemLine({ icon, color, title, state = null, end, children, to }: SystemLineProps) {
  return (
    <li className="admin-card">
      <Link to={to} className="li">
        <span className={`tile tinted p-${color}`} style={{ width: 40, height: 40, borderRadius: 14 }}>
          {createElement(icon, { size: 22, stroke: 1.75, 'aria-hidden': true })}
        </span>
        <span className="grow">
          <span className="nm">{title}</span>
          <span className="sm dim n">{children}</span>
        </span>
        {end ?? <State state={state} />}
      </Link>
    </li>
  )
}

function State({ state }: { state: 'fine' | 'look' | null }) {
  const { t } = useWords()
  if (state === null) return <IconChevronRight size={20} stroke={1.75} color="var(--hb-dim)" aria-hidden />
  const label = t(`admin.system.${state}`)
  return state === 'fine' ? (
    <IconCheck size={20} stroke={2.2} color="var(--hb-done)" role="img" aria-label={label} />
  ) : (
    <IconAlertCircle size={22} stroke={1.75} color="var(--hb-honey-ink)" role="img" aria-label={label} />
  )
}
