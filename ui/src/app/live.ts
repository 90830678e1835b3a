import type { QueryClient } from '@tanstack/react-query'

const WAIT_MS = 3_000

/** Runs a task when the page has been drawn and the browser has nothing better to do. */
function whenIdle(task: () => void): void {
  /* Not there in every browser, whatever the types say. */
  const ask = (globalThis as Partial<Pick<typeof globalThis, 'requestIdleCallback'>>).requestIdleCallback
  if (ask) ask(task, { timeout: WAIT_MS })
  else setTimeout(task, 1_000)
}

type Follow = (person: string | null) => void

/**
 * Says whose events this tab follows (null: nobody's), each time their session begins. What that takes is loaded after the
 * first paint, once a server has answered.
 */
export function followingEvents(cache: QueryClient): Follow {
  let current: string | null = null
  let follow: Follow | null = null
  let isLoading = false

  const load = async () => {
    try {
      const { makeLive } = await import('@/realtime/live')
      follow = makeLive(cache)
      follow(current)
    } catch {
      /* The next time; until then pages ask every half a minute. */
      isLoading = false
    }
  }

  return (person) => {
    current = person
    follow?.(person)
    if (isLoading || person === null) return
    isLoading = true
    whenIdle(() => void load())
  }
}
