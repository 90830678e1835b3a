import { useMemo } from 'react'
import { keep, parsedKept, readKept } from '@/lib/kept'
import { useKept } from '@/ui/use-kept'

export type Grouping = 'section' | 'category'

/** How a person likes Today on this device. */
export interface TodayView {
  by: Grouping
  hidesDone: boolean
  /** Keys of the groups that are folded away. */
  folded: string[]
}

/** Which groups are folded away, and how to fold or unfold one. */
export interface Folding {
  folded: readonly string[]
  onFold: (key: string) => void
}

const keyOf = (person: string): string => `today.${person}`

/** What was kept, as far as it can be understood. */
export function readView(text: string | null): TodayView {
  const { by, hidesDone, folded } = { ...(parsedKept(text) as Partial<TodayView> | null) }
  return {
    by: by === 'category' ? by : 'section',
    hidesDone: hidesDone === true,
    folded: Array.isArray(folded) ? folded : [],
  }
}

/** A person's view of Today on this device, and how to change a part of it. */
export function useTodayView(person: string): [TodayView, (change: Partial<TodayView>) => void] {
  const text = useKept(keyOf(person))
  const view = useMemo(() => readView(text), [text])
  return [view, (change) => keep(keyOf(person), JSON.stringify({ ...readView(readKept(keyOf(person))), ...change }))]
}
