import type { KeyboardEvent, MouseEvent } from 'react'
import { weekdayName, monthName } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { type Day, monthOf, weekFrom } from '@/lib/day'
import { type YearDay, columnsOf } from '@/lib/heat-days'
import { YearCell } from './YearCell'
import { type Layout, cellAt } from './year-layout'

interface YearGridProps {
  layout: Layout
  /** The days of this grid: the whole year, or half of it. */
  days: YearDay[]
  firstWeekday: number
  label: string
  selected: Day
  today: Day
  onSelect: (day: Day) => void
  onKey: (event: KeyboardEvent) => void
  /** The id of what says how the keyboard is used. */
  describedBy: string
}

/** Weeks as columns, weekdays as rows. A tap picks the day nearest to it. */
export function YearGrid({ layout, days, firstWeekday, label, describedBy, selected, today, onSelect, onKey }: YearGridProps) {
  const { language } = useWords()
  const columns = columnsOf(days, firstWeekday)
  const { pitch, left, top, cell, font } = layout
  const width = left + columns.length * pitch
  const height = top + 7 * pitch
  const onClick = ({ target }: MouseEvent) => {
    const day = target instanceof Element && target.closest<SVGGElement>('[data-day]:not([aria-disabled])')?.dataset['day']
    if (day) onSelect(day)
  }
  return (
    <svg
      role="grid"
      aria-label={label}
      aria-describedby={describedBy}
      className="year"
      viewBox={`0 0 ${width} ${height}`}
      onClick={onClick}
      onKeyDown={onKey}
    >
      {monthLabels(columns).map(({ month, column }) => (
        <text key={month} x={left + column * pitch} y={13} fontSize={font} className="year-label" aria-hidden="true">
          {monthName(month, language, 'short')}
        </text>
      ))}
      {weekFrom(firstWeekday).map((day, row) => (
        <g role="row" key={day}>
          {row % 2 === 0 && (
            <text x={0} y={cellAt(layout, 0, row).y + cell * 0.85} fontSize={font} className="year-label" aria-hidden="true">
              {weekdayName(day, language, 'short')}
            </text>
          )}
          {columns.map((week, column) => {
            const one = week[row]
            return one ? (
              <YearCell key={one.day} layout={layout} day={one} column={column} row={row} isToday={one.day === today} selected={one.day === selected} />
            ) : null
          })}
        </g>
      ))}
    </svg>
  )
}

/** Each month's name above the first column that begins in it. */
function monthLabels(columns: (YearDay | null)[][]): { month: string; column: number }[] {
  const starts = columns.map((week) => monthOf(week.find((day) => day !== null)?.day ?? ''))
  return starts.flatMap((month, column) => (month !== starts[column - 1] ? [{ month, column }] : []))
}
