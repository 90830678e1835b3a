import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import type { MouseEvent, ReactNode } from 'react'
import { useWords } from '@/i18n/use-words'
import { ActionIconLink } from '@/ui/links'
import './calendar.css'

interface YearHeadProps {
  year: number
  /** The year of today: there is nothing after it. */
  last: number
  habit: string | undefined
  children?: ReactNode
}

export function YearHead({ year, last, habit, children }: YearHeadProps) {
  const { t } = useWords()
  const atEnd = year >= last
  const search = habit ? { habit } : {}
  return (
    <div className="month-title">
      <h1 className="h1 n" aria-live="polite">
        {year}
      </h1>
      <div className="month-arrows">
        <ActionIconLink to="/calendar/year/$year" params={{ year: String(year - 1) }} search={search} aria-label={t('year.previous')}>
          <IconChevronLeft size={24} aria-hidden />
        </ActionIconLink>
        {/* At the end it stays the same element: a disabled one would lose the focus. */}
        <ActionIconLink
          to="/calendar/year/$year"
          params={{ year: String(year + 1) }}
          search={search}
          aria-label={t('year.next')}
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
