import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef } from 'react'

const PRESS_MS = 500

/** The second thing a button does: after a long press, on the context menu, and on Shift + Enter. */
export function useLongPress(act: (from: HTMLElement) => void) {
  const timer = useRef(0)
  const acted = useRef(false)
  const stop = () => window.clearTimeout(timer.current)
  return {
    onPointerDown: ({ button, currentTarget }: PointerEvent<HTMLElement>) => {
      acted.current = false
      if (button !== 0) return
      timer.current = window.setTimeout(() => {
        acted.current = true
        act(currentTarget)
      }, PRESS_MS)
    },
    onPointerUp: stop,
    onPointerLeave: stop,
    onPointerCancel: stop,
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      event.preventDefault()
      stop()
      if (!acted.current) act(event.currentTarget)
    },
    /* The finger that pressed long enough is lifted: that is no tap. */
    onClickCapture: (event: MouseEvent<HTMLElement>) => {
      if (!acted.current) return
      acted.current = false
      event.preventDefault()
      event.stopPropagation()
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key !== 'Enter' || !event.shiftKey) return
      event.preventDefault()
      act(event.currentTarget)
    },
  }
}
