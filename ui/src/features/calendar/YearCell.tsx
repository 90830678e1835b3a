import { memo } from 'react'
import { dayAndMonth, percent } from '@/i18n/format'
import { type Translate, useWords } from '@/i18n/use-words'
import type { YearDay } from '@/lib/heat-days'
import { heat } from '@/ui/theme/heat'
import { useDark } from '@/ui/use-scheme'
import { type Layout, cellAt } from './year-layout'

interface YearCellProps {
  layout: Layout
  day: YearDay
  column: number
  row: number
  isToday: boolean
  selected: boolean
}

const STAR = 'M0-5 1.5-1.7 5-1.5 2.3.9 3.2 4.4 0 2.5-3.2 4.4-2.3.9-5-1.5-1.5-1.7z'

export const YearCell = memo(function YearCell({ layout, day, column, row, isToday, selected }: YearCellProps) {
  const { t, language } = useWords()
  const { x, y } = cellAt(layout, column, row)
  const { cell, pitch } = layout
  const gap = pitch - cell
  const label = yearDayWords(t, language, day)
  if (day.future) {
    return (
      <g role="gridcell" aria-disabled="true" aria-label={label} data-day={day.day}>
        <rect x={x} y={y} width={cell} height={cell} rx={cell * 0.3} className="year-future" />
      </g>
    )
  }
  return (
    <g
      role="gridcell"
      tabIndex={selected ? 0 : -1}
      aria-selected={selected}
      aria-current={isToday ? 'date' : undefined}
      aria-label={label}
      data-day={day.day}
      className="year-cell"
    >
      {/* As large as its place, gaps included: no tap falls between two days. */}
      <rect x={x - gap / 2} y={y - gap / 2} width={pitch} height={pitch} fill="transparent" />
      {day.digit ? <HabitDay day={day} x={x} y={y} size={cell} /> : <ShareDay day={day} x={x} y={y} size={cell} />}
      {(isToday || selected) && <rect x={x - 1.6} y={y - 1.6} width={cell + 3.2} height={cell + 3.2} rx={cell * 0.38} className={selected ? 'year-selected' : 'year-today'} />}
    </g>
  )
})

interface DrawnDay {
  day: YearDay
  x: number
  y: number
  size: number
}

/** The share of all habits that were due: colour, and a star where all are done. */
function ShareDay({ day: { share }, x, y, size }: DrawnDay) {
  const dark = useDark()
  const box = { x, y, width: size, height: size, rx: size * 0.3 }
  if (share === null) return <Dash x={x} y={y} size={size} />
  if (share < 1) return <rect {...box} style={{ fill: heat(share, dark).fill }} />
  return (
    <>
      <rect {...box} className="year-gold" />
      <path transform={`translate(${x + size / 2} ${y + size / 2}) scale(${size / 15})`} d={STAR} className="year-star" />
    </>
  )
}

/** One habit: full when done, half when partly, an outline when not, a dash when nothing was asked. */
function HabitDay({ day: { digit }, x, y, size }: DrawnDay) {
  if (!digit || (!digit.done && !digit.partial && !digit.due)) return <Dash x={x} y={y} size={size} rest={digit?.rest ?? false} />
  const box = { x, y, width: size, height: size, rx: size * 0.3 }
  if (digit.done) return <rect {...box} className="year-done" />
  return (
    <>
      <rect {...box} className="year-open" />
      {digit.partial && <rect x={x + 1.6} y={y + size / 2} width={size - 3.2} height={size / 2 - 1.6} rx={2.4} className="year-done" />}
    </>
  )
}

function Dash({ x, y, size, rest = false }: { x: number; y: number; size: number; rest?: boolean }) {
  return (
    <>
      <rect x={x} y={y} width={size} height={size} rx={size * 0.3} className={rest ? 'year-rest' : 'year-none'} />
      <line x1={x + size * 0.3} x2={x + size * 0.7} y1={y + size / 2} y2={y + size / 2} className="year-dash" />
    </>
  )
}

/** "20 November, 33 %", "20 November, done": a day of the year in words. */
export function yearDayWords(t: Translate, language: string, { day: date, due, done, share, future, today, digit }: YearDay): string {
  const day = dayAndMonth(date, language)
  if (future) return t('calendar.cellFuture', { day })
  if (digit) return t('year.habitDay', { day, state: t(`states.${stateOf(digit, today)}`) })
  if (share === null) return t('calendar.cellNone', { day })
  if (share >= 1) return t('calendar.cellAll', { day, due })
  return t('calendar.cell', { day, due, done, percent: percent(share) })
}

function stateOf(digit: NonNullable<YearDay['digit']>, isToday: boolean): 'done' | 'partial' | 'open' | 'missed' | 'resting' | 'none' {
  if (digit.done) return 'done'
  if (digit.partial) return 'partial'
  if (digit.due) return isToday ? 'open' : 'missed'
  return digit.rest ? 'resting' : 'none'
}
