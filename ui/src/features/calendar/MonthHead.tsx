import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { monthAndYear } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { type Month, addMonths } from '@/lib/day'
import { ActionIconLink } from '@/ui/links'

interface MonthHeadProps {
  month: Month
  /** The month of today: there is nothing after it. */
  last: Month
}

export function MonthHead({ month, last }: MonthHeadProps) {
  const { t, language } = useWords()
  const atEnd = month >= last
  return (
    <div className="month-title">
      <h1 className="h1" aria-live="polite">
        {monthAndYear(month, language)}
      </h1>
      <ActionIconLink to="/calendar/$month" params={{ month: addMonths(month, -1) }} aria-label={t('calendar.previous')}>
        <IconChevronLeft size={24} aria-hidden />
        </ActionIconLink>
      {atEnd ? (
        <ActionIcon disabled aria-label={t('calendar.next')} className="month-end">
          <IconChevronRight size={24} aria-hidden />
        </ActionIcon>
      ) : (
        <ActionIconLink to="/calendar/$month" params={{ month: addMonths(month, 1) }} aria-label={t('calendar.next')}>
          <IconChevronRight size={24} aria-hidden />
        </ActionIconLink>
      )}
    </div>
  )
}
