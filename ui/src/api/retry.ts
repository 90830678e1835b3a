const RETRY_MS = 20_000

/** For `refetchInterval`: a query that failed is tried again every 20 seconds, as the error card promises. */
export const retryAfterError = (query: { state: { status: string } }): number | false =>
  query.state.status === 'error' ? RETRY_MS : false

/** How often a page on the screen asks whether another device changed something. Unchanged answers have no body. */
export const FOLLOW_MS = 30_000

/** Calls `retry` every 20 seconds; returns how to stop. */
export function retryRegularly(retry: () => void): () => void {
  const timer = setInterval(retry, RETRY_MS)
  return () => clearInterval(timer)
}
