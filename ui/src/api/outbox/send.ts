import { api, body } from '@/api/client'
import { noteReached } from '@/api/connection'
import { ApiProblem, Unreachable } from '@/api/problem'
import { currentOwner } from '@/api/session'
import type { CheckOffRead } from '@/api/types'
import type { Item } from './items'

/** A connection that is dead without saying so must not hold up everything behind it. */
const PATIENCE_MS = 20_000

/**
 * Sends one change; rejects with `ApiProblem` or `Unreachable`. Safe to repeat: it carries its own id and instant. Never
 * sent as anybody but the person who made it: another tab may have signed somebody else in.
 */
export async function send({ person, habitId, day, entry }: Item): Promise<CheckOffRead> {
  const owner = currentOwner()
  if (owner !== null && owner !== person) throw new ApiProblem(401, { code: 'session_over' })
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
