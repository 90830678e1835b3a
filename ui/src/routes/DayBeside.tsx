import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { DayPanel } from '@/features/agenda/DayPanel'
import type { Day } from '@/lib/day'

/** The day of a calendar that is being corrected: at most one, and only while it is the chosen one. */
export function useDayEditing() {
  const [edited, setEdited] = useState<{ day: Day; byKey: boolean } | null>(null)
  return {
    edited,
    /** From its cell: the focus goes into the day. */
    enter: (day: Day) => setEdited({ day, byKey: true }),
    edit: (day: Day, editing: boolean) => setEdited(editing ? { day, byKey: false } : null),
  }
}

interface DayBesideProps {
  date: Day
  zone: string
  editing: ReturnType<typeof useDayEditing>
}

/** The chosen day of a calendar, beside or below it. Escape leads back to its cell. */
export function DayBeside({ date, zone, editing: { edited, edit } }: DayBesideProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (edited?.byKey) box.current?.querySelector('section')?.focus()
  }, [edited])
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    /* A dialog that was opened here is not inside of it: Escape closes that one first. */
    const isHere = event.target instanceof Node && event.currentTarget.contains(event.target)
    if (event.key !== 'Escape' || !isHere) return
    edit(date, false)
    document.querySelector<SVGElement | HTMLElement>('[role=gridcell][aria-selected=true]')?.focus()
  }
  return (
    // It only listens for its controls' Escape.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="day-beside" ref={box} onKeyDown={onKeyDown}>
      <DayPanel key={date} date={date} zone={zone} editing={edited?.day === date} onEdit={(editing) => edit(date, editing)} />
    </div>
  )
}
