import { api, body } from '@/api/client'
import { noteReached } from '@/api/connection'
import { Unreachable } from '@/api/problem'
import type { CheckOffRead } from '@/api/types'
import type { Item } from './items'

/** A connection that is dead without saying so must not hold up everything behind it. */
const PATIENCE_MS = 20_000

/** Sends one change; rejects with `ApiProblem` or `Unreachable`. Safe to repeat: it carries its own id and instant. */
export async function send({ habitId, day, entry }: Item): Promise<CheckOffRead> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  try {
    const params = { path: { habit_id: habitId, day } }
    return await body(api.PUT('/api/v1/habits/{habit_id}/entries/{day}', { params, body: entry, signal }))
  } catch (error) {
    if (!signal.aborted) throw error
    noteReached(false)
    throw new Unreachable(error)
  }
}
