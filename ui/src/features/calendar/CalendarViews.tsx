import { Link } from '@tanstack/react-router'
import { useWords } from '@/i18n/use-words'
import type { Month } from '@/lib/day'
import '@/ui/segments.css'

interface CalendarViewsProps {
  /** The month that the month view shows, or goes to. */
  month: Month
  year?: boolean
}

/** Month or year. */
export function CalendarViews({ month, year = false }: CalendarViewsProps) {
  const { t } = useWords()
  return (
    <nav className="segments" aria-label={t('calendar.views')}>
      <Link to="/calendar/$month" params={{ month }} aria-current={year ? undefined : 'page'}>
        {t('calendar.month')}
      </Link>
      <Link to="/calendar/year/$year" params={{ year: month.slice(0, 4) }} aria-current={year ? 'page' : undefined}>
        {t('calendar.year')}
      </Link>
    </nav>
  )
}
