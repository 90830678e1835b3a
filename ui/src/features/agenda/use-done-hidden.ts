import { useEffect, useState } from 'react'
import type { DayRead } from '@/api/types'
import { isDone } from './overlay'

/** As long as a toast offers to take a tick back, its row stays. */
const STAYS_MS = 6000

/** Which habits are hidden because they are done; what was just ticked stays for a moment. Nothing is while not `hides`. */
export function useDoneHidden(day: DayRead, hides: boolean): (id: string) => boolean {
  const [since, setSince] = useState(() => Date.now())
  useEffect(() => {
    if (!hides) return
    const timer = setTimeout(() => {
      leaveDoneRow()
      setSince(Date.now())
    }, STAYS_MS)
    return () => clearTimeout(timer)
  }, [day, hides])
  const hidden = hides ? day.habits.filter((item) => isDone(item) && !(Date.parse(item.tapped_at ?? '') > since)) : []
  return (id) => hidden.some((item) => item.id === id)
}

/** A row that goes away gives the focus to the one after it. */
function leaveDoneRow(): void {
  const row = document.activeElement?.closest('.habit-row[data-look="done"]')
  const rows = [...document.querySelectorAll('.habit-row')]
  const next = row && rows.slice(rows.indexOf(row)).find((other) => !other.matches('[data-look="done"]'))
  next?.querySelector<HTMLElement>('[data-control]')?.focus({ preventScroll: true })
}
