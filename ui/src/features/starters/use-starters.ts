import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Starter } from '@/api/types'
import { newId } from '@/lib/uuid'
import { type Chosen, startersQuery, useTakeStarters } from './starters.queries'

/** The habits there are to begin with, and those chosen of them; `take` makes habits of these. */
export function useStarters() {
  const { data: starters = null, error: loadError, refetch } = useQuery(startersQuery)
  const taking = useTakeStarters()
  /** Ids of the habits to be made, by the key of the starter. */
  const [ids, setIds] = useState<ReadonlyMap<string, string>>(new Map())
  const toggle = ({ key }: Starter) => {
    const next = new Map(ids)
    if (!next.delete(key)) next.set(key, newId())
    setIds(next)
  }
  const take = (onTaken: (count: number) => void) => {
    const chosen = (starters ?? []).flatMap((starter): Chosen[] => {
      const id = ids.get(starter.key)
      return id ? [{ id, starter }] : []
    })
    taking.mutate(chosen, { onSuccess: () => onTaken(chosen.length) })
  }
  return {
    starters,
    loadError,
    reload: () => void refetch(),
    count: ids.size,
    isChosen: ({ key }: Starter) => ids.has(key),
    toggle,
    take,
    isTaking: taking.isPending,
    error: taking.error,
  }
}
