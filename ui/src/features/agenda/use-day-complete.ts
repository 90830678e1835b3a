import { useEffect, useRef } from 'react'
import type { DayRead } from '@/api/types'
import { keep, readKept } from '@/lib/kept'

const SETTLES_MS = 1000

/** Lets a stone settle on the mark when the last habit of the day is ticked: once a day, and never while a page opens. */
export function useDayComplete({ date, due, done }: DayRead, person: string): void {
  const isComplete = due > 0 && done >= due
  const before = useRef(isComplete)
  useEffect(() => {
    const isNew = isComplete && !before.current
    before.current = isComplete
    const key = `complete.${person}`
    if (!isNew || readKept(key) === date) return
    keep(key, date)
    const { dataset } = document.documentElement
    dataset['settles'] = ''
    setTimeout(() => delete dataset['settles'], SETTLES_MS)
  }, [isComplete, date, person])
}
