import { QueryClient, notifyManager } from '@tanstack/react-query'
import { ApiProblem } from '@/api/problem'

const FRESH_MS = 30_000
const RETRIES = 1

/** A refusal stays a refusal; only what may pass is tried again. */
const mayPass = (error: Error): boolean => !(error instanceof ApiProblem) || error.status >= 500

/* Told at once instead of a task later: a tap is seen in the next frame. */
notifyManager.setScheduler(queueMicrotask)

export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: FRESH_MS, networkMode: 'always', retry: (count, error) => count < RETRIES && mayPass(error) },
      mutations: { networkMode: 'always', retry: false },
    },
  })
