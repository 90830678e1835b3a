import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Pigment } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { type Day, monthOf, yearOf } from '@/lib/day'
import { Part } from '@/ui/Part'
import { Bone } from '@/ui/Skeleton'
import { HabitLegend } from './HabitLegend'
import { YearHeat } from './YearHeat'
import { calendarQueries } from './calendar.queries'
import './calendar.css'

interface HabitYearProps {
  habit: string
  color: Pigment
  today: Day
  /** The first year that may hold something. */
  firstYear: number
}

/** The years of one habit, one at a time. */
export function HabitYear({ habit, color, today, firstYear }: HabitYearProps) {
  const { t } = useWords()
  const [chosen, setChosen] = useState(today)
  const year = yearOf(chosen)
  const query = useQuery(calendarQueries.year(year, habit))
  const [isFirst, isLast] = [year <= firstYear, year >= yearOf(today)]
  const select = (day: Day) => {
    if (yearOf(day) >= firstYear) setChosen(day)
  }
  const show = (to: number) => select(to === yearOf(today) ? today : `${to}-12-31`)
  return (
    <section className={`sec p-${color}`} aria-labelledby="habit-year">
      <div className="sech">
        <h2 className="h2 n" id="habit-year" aria-live="polite">
          {year}
        </h2>
        {/* At the ends they stay enabled elements: a disabled one would lose the focus. */}
        <div className="row" style={{ gap: 2 }}>
          <ActionIcon aria-label={t('year.previous')} className={isFirst ? 'month-end' : undefined} aria-disabled={isFirst} onClick={() => !isFirst && show(year - 1)}>
            <IconChevronLeft size={22} aria-hidden />
          </ActionIcon>
          <ActionIcon aria-label={t('year.next')} className={isLast ? 'month-end' : undefined} aria-disabled={isLast} onClick={() => !isLast && show(year + 1)}>
            <IconChevronRight size={22} aria-hidden />
          </ActionIcon>
        </div>
      </div>
      <div className="card year-card" aria-busy={query.isPlaceholderData}>
        <Part query={query} waiting={<Bone width="100%" height={150} radius={14} />}>
          {(heat) => <YearHeat heat={heat} single selected={chosen} onSelect={select} action={(day) => <OpenDay day={day} />} />}
        </Part>
        <HabitLegend />
      </div>
    </section>
  )
}

function OpenDay({ day }: { day: Day }) {
  const { t } = useWords()
  return (
    <Link to="/calendar/$month" params={{ month: monthOf(day) }} search={{ day }} className="link">
      {t('year.openDay')}
      <IconChevronRight size={16} aria-hidden />
    </Link>
  )
}
