import { keep, readKept } from './kept'

/** Where a shortcut works, in the order of the list that `?` opens. */
export const SHORTCUT_PLACES = ['everywhere', 'today', 'calendar'] as const

export type ShortcutPlace = (typeof SHORTCUT_PLACES)[number]

export interface Shortcut {
  /** Pressed one after another, separated by spaces; `mod` is ⌘ on Apple's keyboards and Ctrl on others. */
  keys: string
  /** What it does: `shortcuts.does.<word>`. */
  word: string
  where: ShortcutPlace
}

/** Every shortcut there is, as the list shows them. Who handles the keys of a place reads them from here. */
export const SHORTCUTS = [
  { keys: 'mod+k', word: 'search', where: 'everywhere' },
  { keys: '?', word: 'list', where: 'everywhere' },
  { keys: 'g t', word: 'today', where: 'everywhere' },
  { keys: 'g c', word: 'calendar', where: 'everywhere' },
  { keys: 'g h', word: 'habits', where: 'everywhere' },
  { keys: 'g s', word: 'settings', where: 'everywhere' },
  { keys: 'j', word: 'nextRow', where: 'today' },
  { keys: 'k', word: 'rowBefore', where: 'today' },
  { keys: 'enter', word: 'tick', where: 'today' },
  { keys: 'shift+enter', word: 'amount', where: 'today' },
  { keys: 'e', word: 'details', where: 'today' },
  { keys: 'n', word: 'note', where: 'today' },
  { keys: 'arrows', word: 'moveDay', where: 'calendar' },
  { keys: 'enter', word: 'openDay', where: 'calendar' },
] as const satisfies readonly Shortcut[]

const STORED = 'shortcuts'

/** Whether keys without Ctrl or ⌘ do something: who dictates or has a restless hand can switch them off. */
export const usesPlainKeys = (): boolean => readKept(STORED) !== 'off'

export const switchPlainKeys = (on: boolean): void => keep(STORED, on ? null : 'off')

const FIELDS = 'input, textarea, select, [contenteditable], [role="dialog"]'

/** Whether a key may be a shortcut of one letter: not while somebody types or has a dialog open, nor with Ctrl, Alt or ⌘. */
export function isPlainKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || !usesPlainKeys()) return false
  const at = event.target instanceof Element ? event.target : null
  return !at?.closest(FIELDS) && !document.querySelector('[role="dialog"]')
}

/** Whether this keyboard writes ⌘ for the key that others call Ctrl. */
export const isApple = (): boolean => /Mac OS|iPhone|iPad/.test(navigator.userAgent)

/** Ctrl on most keyboards, ⌘ on Apple's: and nothing else with it. */
export const isMod = (event: KeyboardEvent): boolean => (isApple() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey) && !event.altKey && !event.shiftKey
