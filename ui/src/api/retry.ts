import { isLive } from './connection'

const RETRY_MS = 20_000

/** For `refetchInterval`: a query that failed is tried again every 20 seconds, as the error card promises. */
export const retryAfterError = (query: { state: { status: string } }): number | false =>
  query.state.status === 'error' ? RETRY_MS : false

/** How often a page on the screen asks whether another device changed something. Unchanged answers have no body. */
export const FOLLOW_MS = 30_000

/** How often it asks where it is told: what nobody does, such as a day that turns, is no event. */
const FOLLOW_LIVE_MS = 5 * 60_000

/** For `refetchInterval`: also asks what other devices do, as often as that is of use. */
export const followServer = (query: { state: { status: string } }): number =>
  retryAfterError(query) || (isLive() ? FOLLOW_LIVE_MS : FOLLOW_MS)

/** Calls `retry` every 20 seconds; returns how to stop. */
export function retryRegularly(retry: () => void): () => void {
  const timer = setInterval(retry, RETRY_MS)
  return () => clearInterval(timer)
}
