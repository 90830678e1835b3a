import { useMemo } from 'react'
import { keep, parsedKept, readKept } from '@/lib/kept'
import { useKept } from '@/ui/use-kept'

const MANY = 8

const keyOf = (person: string): string => `palette.${person}`

function read(text: string | null): string[] {
  const ids = parsedKept(text)
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : []
}

/** Ids of what a person chose on this device, the latest first. */
export function useRecent(person: string): string[] {
  const text = useKept(keyOf(person))
  return useMemo(() => read(text), [text])
}

export function remember(person: string, id: string): void {
  const others = read(readKept(keyOf(person))).filter((other) => other !== id)
  keep(keyOf(person), JSON.stringify([id, ...others].slice(0, MANY)))
}
