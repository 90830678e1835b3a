import { useQuery } from '@tanstack/react-query'
import { type ComponentType, useEffect, useState } from 'react'
import type { DayRead } from '@/api/types'
import { withWords } from '@/i18n/i18n'
import { addDays } from '@/lib/day'
import { readKept } from '@/lib/kept'
import { agendaQueries } from './agenda.queries'
import type { YesterdayCardProps } from './YesterdayCard'
import { askedKey, mayAsk } from './yesterday'

const loadCard = withWords(() => import('./YesterdayCard'))

/** So long the list waits for the card above it, at the first open of a day; a later one goes below. */
const PATIENCE_MS = 600

interface Yesterday {
  /** Null while it is looked up: what stands below the card must not jump when it comes. */
  place: 'above' | 'below' | null
  Card: ComponentType<YesterdayCardProps> | null
}

/** Whether and where yesterday is asked about. Decided once: what is ticked in the card must not take it away. */
export function useYesterday(day: DayRead, zone: string, person: string): Yesterday {
  const [asks] = useState(() => mayAsk(readKept(askedKey(person)), day, zone))
  const [place, setPlace] = useState<Yesterday['place']>(asks ? null : 'above')
  const [Card, setCard] = useState<Yesterday['Card']>(null)
  const [isLate, setLate] = useState(false)
  const { data, isPending } = useQuery({ ...agendaQueries.day(addDays(day.today, -1)), enabled: asks })
  useEffect(() => {
    if (!asks) return
    /* Without its code there is no card today. */
    loadCard().then((module) => setCard(() => module.default), () => undefined)
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [asks])
  const isThere = data !== undefined && Card !== null
  if (place === null && (isThere || isLate || (!isPending && data === undefined))) setPlace(isThere ? 'above' : 'below')
  return { place, Card: asks ? Card : null }
}
