import { type KeyboardEvent, useState } from 'react'
import type { HeatRead } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { type Day, addDays } from '@/lib/day'
import { yearDays } from '@/lib/heat-days'
import { useWide } from '@/ui/use-wide'
import { YearGrid } from './YearGrid'
import { yearDayWords } from './YearCell'
import { NARROW, WIDE } from './year-layout'
import './year.css'

interface YearHeatProps {
  heat: HeatRead
  /** Of one habit: drawn in its colour, each day by its state. */
  single: boolean
  /** Called when an arrow key leads into another year. */
  onYear?: (year: number) => void
  /** What to offer for the selected day. */
  action?: (day: Day) => React.ReactNode
}

const STEPS: Record<string, number> = { ArrowLeft: -7, ArrowRight: 7, ArrowUp: -1, ArrowDown: 1, PageUp: -28, PageDown: 28 }

/** A year as a heat map: one grid on the desktop, two half-years on the phone. The selected day is told below. */
export function YearHeat({ heat, single, onYear, action }: YearHeatProps) {
  const { t, language } = useWords()
  const wide = useWide()
  const days = yearDays(heat, single)
  const newest = heat.today < heat.last ? heat.today : heat.last
  const [chosen, setChosen] = useState(newest)
  const [moved, setMoved] = useState(false)
  const selected = chosen < heat.first || chosen > newest ? newest : chosen
  const select = (day: Day) => {
    setMoved(false)
    setChosen(day)
  }
  const onKey = (event: KeyboardEvent) => {
    const target = targetOf(event.key, selected, heat.first, newest)
    if (target === null) return
    event.preventDefault()
    setMoved(true)
    const day = target > heat.today ? heat.today : target
    setChosen(day)
    if (day < heat.first || day > heat.last) onYear?.(Number(day.slice(0, 4)))
  }
  const year = heat.first.slice(0, 4)
  const half = days.filter(({ day }) => day < `${year}-07-01`).length
  const grids = wide ? [days] : [days.slice(0, half), days.slice(half)]
  const shown = days.find(({ day }) => day === selected)
  return (
    <>
      <div className="years">
        {grids.map((part, place) => (
          <YearGrid
            key={place}
            layout={wide ? WIDE : NARROW}
            days={part}
            firstWeekday={heat.first_weekday}
            label={t(grids.length === 1 ? 'year.grid' : place === 0 ? 'year.gridFirst' : 'year.gridSecond', { year })}
            selected={selected}
            today={heat.today}
            onSelect={select}
            onKey={onKey}
            takesFocus={moved}
          />
        ))}
      </div>
      {shown && (
        <div className="row between wrap year-told">
          <p className="sm n" role="status">
            {yearDayWords(t, language, shown)}
          </p>
          {action?.(selected)}
        </div>
      )}
    </>
  )
}

function targetOf(key: string, selected: Day, first: Day, last: Day): Day | null {
  if (key === 'Home') return first
  if (key === 'End') return last
  const step = STEPS[key]
  return step === undefined ? null : addDays(selected, step)
}
