import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef } from 'react'
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
  /** The chosen day; while another year is on its way it may lie outside of this one. */
  selected: Day
  /** Called with any day up to today, also of another year. */
  onSelect: (day: Day) => void
  /** Called when Enter is pressed on a day. */
  onOpen?: ((day: Day) => void) | undefined
  /** What to offer for the selected day. */
  action?: (day: Day) => ReactNode
}

const STEPS: Record<string, number> = { ArrowLeft: -7, ArrowRight: 7, ArrowUp: -1, ArrowDown: 1, PageUp: -28, PageDown: 28 }

/** A year as a heat map: one grid on the desktop, two half-years on the phone. The selected day is told below. */
export function YearHeat({ heat, single, selected: wanted, onSelect, onOpen, action }: YearHeatProps) {
  const { t, language } = useWords()
  const wide = useWide()
  const grids = useRef<HTMLDivElement>(null)
  const moved = useRef(false)
  const help = useId()
  const days = useMemo(() => yearDays(heat, single), [heat, single])
  const selected = shownDay(heat, wanted)

  useEffect(() => {
    if (!moved.current) return
    const cell = grids.current?.querySelector<SVGGElement>(`[data-day="${wanted}"]`)
    if (!cell) return
    moved.current = false
    cell.focus()
  }, [wanted, heat])

  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      onOpen?.(selected)
      return
    }
    const target = targetOf(event.key, heat, selected)
    if (target === null) return
    event.preventDefault()
    moved.current = true
    onSelect(target > heat.today ? heat.today : target)
  }

  const year = heat.first.slice(0, 4)
  const half = days.filter(({ day }) => day < `${year}-07-01`).length
  const parts = useMemo(() => (wide ? [days] : [days.slice(0, half), days.slice(half)]), [wide, days, half])
  const shown = days.find(({ day }) => day === selected)
  return (
    <>
      <p className="sr" id={help}>
        {t(onOpen ? 'calendar.gridHelp' : 'calendar.gridMoves')}
      </p>
      <div className="years" ref={grids}>
        {parts.map((part, place) => (
          <YearGrid
            key={place}
            layout={wide ? WIDE : NARROW}
            days={part}
            firstWeekday={heat.first_weekday}
            label={t(parts.length === 1 ? 'year.grid' : place === 0 ? 'year.gridFirst' : 'year.gridSecond', { year })}
            describedBy={help}
            selected={selected}
            today={heat.today}
            onSelect={onSelect}
            onKey={onKey}
          />
        ))}
      </div>
      {shown && !shown.future && (
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

/** The wanted day where this year has it, else the day of this year that is nearest to it. */
function shownDay({ first, last, today }: HeatRead, wanted: Day): Day {
  if (wanted < first) return first
  const newest = today < last ? today : last
  return wanted > newest ? newest : wanted
}

function targetOf(key: string, { first, last, today }: HeatRead, selected: Day): Day | null {
  if (key === 'Home') return first
  if (key === 'End') return today < last ? today : last
  const step = STEPS[key]
  return step === undefined ? null : addDays(selected, step)
}
