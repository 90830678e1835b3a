import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useWords } from '@/i18n/use-words'
import type { Month } from '@/lib/day'
import '@/ui/segments.css'

interface CalendarViewsProps {
  /** The month that the month view shows, or goes to. */
  month: Month
  year?: boolean
}

/** Whether a view was chosen here and its page is not shown yet. */
let followed = false

/** Month or year. Each page brings its own: whoever chose a view goes on at the same place of the next one. */
export function CalendarViews({ month, year = false }: CalendarViewsProps) {
  const { t } = useWords()
  const views = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!followed) return
    followed = false
    if (isNowhere(document.activeElement)) views.current?.querySelector<HTMLElement>('[aria-current]')?.focus({ preventScroll: true })
  }, [])
  const follow = () => {
    followed = true
  }
  return (
    <nav className="segments" aria-label={t('calendar.views')} ref={views}>
      <Link to="/calendar/$month" params={{ month }} aria-current={year ? undefined : 'page'} onClick={follow}>
        {t('calendar.month')}
      </Link>
      <Link to="/calendar/year/$year" params={{ year: month.slice(0, 4) }} aria-current={year ? 'page' : undefined} onClick={follow}>
        {t('calendar.year')}
      </Link>
    </nav>
  )
}

/** The focus is lost, or at the top of the page. */
const isNowhere = (at: Element | null): boolean => at === null || at === document.body || at.id === 'main'
