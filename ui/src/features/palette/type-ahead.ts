import { currentOver, showOver } from '@/ui/over-store'

/** What was typed between the key that calls the search and its first paint; the field takes it over. */
let ahead = ''

export function takeAhead(): string {
  const typed = ahead
  ahead = ''
  return typed
}

/** Keeps a key for the search that is on its way; false when it is there, or was not called. */
export function keepAhead(event: KeyboardEvent): boolean {
  const isThere = document.activeElement?.closest('[role="dialog"]') != null
  if (currentOver() !== 'search' || isThere) return false
  if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Tab') return false
  event.preventDefault()
  if (event.key === 'Escape') showOver(null)
  if (event.key === 'Backspace') ahead = ahead.slice(0, -1)
  if (event.key.length === 1) ahead += event.key
  return true
}
