import type { MouseEvent, ReactNode } from 'react'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { monthAndYear } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { type Month, addMonths } from '@/lib/day'
import { ActionIconLink } from '@/ui/links'

interface MonthHeadProps {
  /** What stands at the right, where there is room. */
  children?: ReactNode
  month: Month
  /** The month of today: there is nothing after it. */
  last: Month
}

export function MonthHead({ month, last, children }: MonthHeadProps) {
  const { t, language } = useWords()
  const atEnd = month >= last
  return (
    <div className="month-title">
      <h1 className="h1" aria-live="polite">
        {monthAndYear(month, language)}
      </h1>
      <div className="month-arrows">
        <ActionIconLink to="/calendar/$month" params={{ month: addMonths(month, -1) }} aria-label={t('calendar.previous')}>
          <IconChevronLeft size={24} aria-hidden />
        </ActionIconLink>
        {/* At the end it stays the same element: a disabled one would lose the focus. */}
        <ActionIconLink
          to="/calendar/$month"
          params={{ month: addMonths(month, 1) }}
          aria-label={t('calendar.next')}
          className={atEnd ? 'month-end' : undefined}
          {...(atEnd ? { 'aria-disabled': true, preload: false, onClick: (event: MouseEvent) => event.preventDefault() } : {})}
        >
          <IconChevronRight size={24} aria-hidden />
        </ActionIconLink>
      </div>
      {children}
    </div>
  )
}
