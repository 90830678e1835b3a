import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Pigment } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { Bone } from '@/ui/Skeleton'
import { HabitLegend } from './HabitLegend'
import { YearHeat } from './YearHeat'
import { calendarQueries } from './calendar.queries'

interface HabitYearProps {
  habit: string
  color: Pigment
  /** The year of today, and the first year that may hold something. */
  thisYear: number
  firstYear: number
}

/** The years of one habit, one at a time. */
export function HabitYear({ habit, color, thisYear, firstYear }: HabitYearProps) {
  const { t } = useWords()
  const [year, setYear] = useState(thisYear)
  const { data } = useQuery(calendarQueries.year(year, habit))
  return (
    <section className={`sec p-${color}`} aria-labelledby="habit-year">
      <div className="sech">
        <h2 className="h2 n" id="habit-year" aria-live="polite">
          {year}
        </h2>
        <div className="row" style={{ gap: 2 }}>
          <ActionIcon aria-label={t('year.previous')} disabled={year <= firstYear} onClick={() => setYear(year - 1)}>
            <IconChevronLeft size={22} aria-hidden />
          </ActionIcon>
          <ActionIcon aria-label={t('year.next')} disabled={year >= thisYear} onClick={() => setYear(year + 1)}>
            <IconChevronRight size={22} aria-hidden />
          </ActionIcon>
        </div>
      </div>
      <div className="card year-card">
        {data ? <YearHeat heat={data} single onYear={(next) => setYear(Math.max(firstYear, Math.min(thisYear, next)))} /> : <Bone width="100%" height={150} radius={14} />}
        <HabitLegend />
      </div>
    </section>
  )
}
