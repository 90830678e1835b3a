import { useState } from 'react'
import type { Me } from '@/api/types'
import { type Setting, useUpdateMe } from './profile.queries'

/**
 * One setting that saves by itself: shown as chosen at once, put back when the server refuses it. `undo` brings back
 * what it was before the last change; null when there is nothing to bring back.
 */
export function useSetting<Key extends Setting>(me: Me, key: Key) {
  const update = useUpdateMe()
  const [wanted, setWanted] = useState<{ value: Me[Key] } | null>(null)
  const [before, setBefore] = useState<{ value: Me[Key] } | null>(null)
  const value = wanted ? wanted.value : me[key]
  const write = (next: Me[Key], then: () => void) => {
    setWanted({ value: next })
    update.mutate({ [key]: next }, { onSuccess: then, onSettled: () => setWanted(null) })
  }
  const save = (next: Me[Key]) => {
    if (next !== value) write(next, () => setBefore({ value }))
  }
  const undo = before ? () => write(before.value, () => setBefore(null)) : null
  return { value, save, undo, isSaved: update.isSuccess, error: update.error }
}
