import createClient from 'openapi-fetch'
import { Unreachable, refusal } from './problem'
import type { paths } from './schema.gen'
import { fetchWithSession } from './session'

/** The typed API. Only `*.queries.ts` files use it. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: fetchWithSession })

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The body of a good answer; anything else becomes an `ApiProblem` or `Unreachable`. */
export async function body<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await parsed(answer)
  if (!response.ok) throw refusal(response, error)
  return data as T
}

async function parsed<T>(answer: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await answer
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new Unreachable(cause)
    throw cause
  }
}
