import { IconMinus, IconStarFilled } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useRef } from 'react'
import type { MonthRead } from '@/api/types'
import { dayAndMonth, longDay, monthAndYear, percent, weekdayName, wholePercent } from '@/i18n/format'
import { type Translate, useWords } from '@/i18n/use-words'
import { type Day, addDays, addMonths, dayNumber, daysIn, monthOf, weekFrom } from '@/lib/day'
import { heat } from '@/ui/theme/heat'
import { useDark } from '@/ui/use-scheme'
import { type Cell, arrowStep, cellsOf } from './cells'
import './calendar.css'

interface MonthGridProps {
  month: MonthRead
  selected: Day
  /** Called with any day up to today, also of a neighbouring month. */
  onSelect: (day: Day) => void
  /** Called when Enter is pressed on a day. */
  onOpen: (day: Day) => void
}

/** The month as a heat map. Arrow keys move by day and week, Page Up and Page Down by month. */
export function MonthGrid({ month, selected, onSelect, onOpen }: MonthGridProps) {
  const { t, language } = useWords()
  const grid = useRef<HTMLDivElement>(null)
  const moved = useRef(false)
  const help = useId()

  useEffect(() => {
    if (!moved.current) return
    const cell = grid.current?.querySelector<HTMLElement>(`[data-day="${selected}"]`)
    if (!cell) return
    moved.current = false
    cell.focus()
  }, [selected, month])

  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event, selected)
    if (target === null) return
    event.preventDefault()
    const day = target > month.today ? month.today : target
    if (day === selected) return
    moved.current = true
    onSelect(day)
  }

  return (
    <>
      <p className="sr" id={help}>
        {t('calendar.gridHelp')}
      </p>
      {/* The grid listens for its cells' keys: the focus itself is always on a cell. */}
      {/* eslint-disable-next-line jsx-a11y/interactive-supports-focus */}
      <div
        ref={grid}
        role="grid"
        aria-label={t('calendar.grid', { month: monthAndYear(month.month, language) })}
        aria-describedby={help}
        className="month"
        onKeyDown={onKeyDown}
      >
        <div role="row" className="month-row">
          {weekFrom(month.first_weekday).map((day) => (
            <span key={day} role="columnheader" aria-label={weekdayName(day, language, 'long')} className="month-head">
              {weekdayName(day, language, 'short')}
            </span>
          ))}
        </div>
        {cellsOf(month).map((week, row) => (
          <div role="row" key={row} className="month-row">
            {week.map((cell, column) =>
              cell ? (
                <DayCell key={cell.day} cell={cell} today={month.today} selected={selected} onSelect={onSelect} onOpen={onOpen} />
              ) : (
                <span key={column} role="gridcell" />
              ),
            )}
          </div>
        ))}
      </div>
    </>
  )
}

/** The day a key leads to; null for keys that are none of the grid's. */
function targetOf(event: KeyboardEvent, selected: Day): Day | null {
  const step = arrowStep(event.key)
  if (step !== null) return addDays(selected, step)
  const month = monthOf(selected)
  if (event.key === 'Home') return `${month}-01`
  if (event.key === 'End') return `${month}-${daysIn(month)}`
  if (event.key !== 'PageUp' && event.key !== 'PageDown') return null
  const other = addMonths(month, event.key === 'PageUp' ? -1 : 1)
  const day = Math.min(dayNumber(selected), daysIn(other))
  return `${other}-${String(day).padStart(2, '0')}`
}

interface DayCellProps {
  cell: Cell
  today: Day
  selected: Day
  onSelect: (day: Day) => void
  onOpen: (day: Day) => void
}

function DayCell({ cell, today, selected, onSelect, onOpen }: DayCellProps) {
  const { t, language } = useWords()
  const colours = heat(cell.future ? null : cell.share, useDark())
  const label = cellLabel(t, language, cell, today)
  if (cell.future) {
    return (
      <div role="gridcell" aria-disabled="true" className="cell cell-future n">
        <span className="cell-day" aria-hidden="true">
          {dayNumber(cell.day)}
        </span>
        <span className="sr">{label}</span>
      </div>
    )
  }
  return (
    <div
      role="gridcell"
      tabIndex={cell.day === selected ? 0 : -1}
      aria-selected={cell.day === selected}
      aria-current={cell.day === today ? 'date' : undefined}
      data-day={cell.day}
      className={`cell n ${cell.share === 1 ? 'cell-all' : ''}`}
      style={{ background: colours.fill, color: colours.ink }}
      onClick={() => onSelect(cell.day)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onOpen(cell.day)
      }}
    >
      <span className="cell-day" aria-hidden="true">
        {dayNumber(cell.day)}
      </span>
      <span className="sr">{label}</span>
      <span className="cell-value" aria-hidden="true">
        <CellValue share={cell.share} />
      </span>
    </div>
  )
}

function CellValue({ share }: { share: number | null }) {
  if (share === null) return <IconMinus size={13} />
  return share >= 1 ? <IconStarFilled className="cell-star" /> : wholePercent(share)
}

function cellLabel(t: Translate, language: string, cell: Cell, today: Day): string {
  const name = cell.day === today ? `${longDay(cell.day, language)}, ${t('calendar.isToday')}` : dayAndMonth(cell.day, language)
  const { due, done, share } = cell
  if (cell.future) return t('calendar.cellFuture', { day: name })
  if (share === null) return t('calendar.cellNone', { day: name })
  if (share >= 1) return t('calendar.cellAll', { day: name, due })
  return t('calendar.cell', { day: name, due, done, percent: percent(share) })
}
