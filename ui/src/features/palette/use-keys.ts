import { useEffect } from 'react'
import { SHORTCUTS, isMod, isPlainKey } from '@/lib/shortcuts'
import { currentOver, showOver } from '@/ui/over-store'
import { keepAhead, takeAhead } from './type-ahead'

/** Between the keys of "g t". */
const PATIENCE_MS = 1500

export type Place = Extract<(typeof SHORTCUTS)[number], { keys: `g ${string}` }>['word']

const PLACES = new Map<string, Place>(SHORTCUTS.flatMap(({ keys, word }) => (keys.startsWith('g ') ? [[keys, word as Place] as const] : [])))

/** Follows the keys that work everywhere: the search, the list of shortcuts, and the ways to a place. */
export function useKeys(go: (place: Place) => void): void {
  useEffect(() => {
    let begunAt = -Infinity
    const press = (event: KeyboardEvent) => {
      if (isMod(event) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        toggleSearch()
        return
      }
      if (keepAhead(event) || !isPlainKey(event)) return
      const place = performance.now() - begunAt < PATIENCE_MS ? PLACES.get(`g ${event.key.toLowerCase()}`) : undefined
      begunAt = event.key === 'g' && !place ? performance.now() : -Infinity
      if (!place && event.key !== '?') return
      event.preventDefault()
      if (place) go(place)
      else showOver('shortcuts')
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [go])
}

/** Not over a dialog of a page: Escape would close both. */
function toggleSearch(): void {
  takeAhead()
  if (currentOver() === 'search') showOver(null)
  else if (!document.querySelector('[role="dialog"]')) showOver('search')
}
