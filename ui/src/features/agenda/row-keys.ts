import { isPlainKey } from '@/lib/shortcuts'

/** What the keys of Today's list do: up and down between the rows' controls, and a row's details or note. */

const MOVES: Partial<Record<string, 1 | -1>> = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }

/** Listens on the whole page; `place` answers with the list, or null while it is not there. Returns how to stop. */
export function listen(place: () => HTMLElement | null): () => void {
  const onKey = (event: KeyboardEvent) => {
    const list = place()
    if (list && isPlainKey(event) && !document.querySelector('[role="menu"]') && act(list, event.key)) event.preventDefault()
  }
  document.addEventListener('keydown', onKey)
  return () => document.removeEventListener('keydown', onKey)
}

/** Whether the key meant something here. */
function act(list: HTMLElement, key: string): boolean {
  const row = document.activeElement?.closest<HTMLElement>('.habit-row') ?? null
  const here = row && list.contains(row) ? row : null
  const move = MOVES[key]
  if (move) return (here !== null || !key.startsWith('Arrow')) && go(list, here, move)
  if (!here) return false
  const open = here.querySelector<HTMLElement>('.habit-open')
  if (key === 'e') open?.click()
  /* What a long press on the row does. */
  else if (key === 'n') open?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }))
  else return false
  return true
}

function go(list: HTMLElement, here: HTMLElement | null, move: 1 | -1): boolean {
  const rows = [...list.querySelectorAll<HTMLElement>('.habit-row')]
  const at = here ? rows.indexOf(here) + move : move > 0 ? 0 : rows.length - 1
  const control = rows[at]?.querySelector<HTMLElement>('[data-control]')
  control?.focus()
  return Boolean(control)
}
