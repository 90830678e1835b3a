/** One refused field: a JSON pointer into the request body and a plain sentence. */
export interface FieldProblem {
  pointer: string
  detail: string
}

/** An answer of the server that says no (RFC 9457). Switch on `code`, never on the text. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly fields: FieldProblem[]
  readonly retryAfter: number | null

  constructor(status: number, body: unknown, retryAfter: number | null = null) {
    const known = isRecord(body) ? body : {}
    super(text(known['detail']) ?? text(known['title']) ?? '')
    this.name = 'ApiProblem'
    this.status = status
    this.code = text(known['code']) ?? 'unknown'
    this.fields = Array.isArray(known['errors']) ? known['errors'].filter(isFieldProblem) : []
    this.retryAfter = retryAfter
  }
}

/** The server could not be reached, or something that is not our server answered. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The server does not answer.', { cause })
    this.name = 'Unreachable'
  }
}

/** What a proxy says while our server is away. Our own refusals with these numbers carry a code. */
export const GATEWAY = [502, 503, 504]

/** The error of an answer that says no. */
export function refusal(response: Response, body: unknown): ApiProblem | Unreachable {
  const problem = new ApiProblem(response.status, body, retryAfter(response))
  return problem.code === 'unknown' && GATEWAY.includes(problem.status) ? new Unreachable(problem) : problem
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const text = (value: unknown): string | null => (typeof value === 'string' && value ? value : null)

const isFieldProblem = (value: unknown): value is FieldProblem =>
  isRecord(value) && typeof value['pointer'] === 'string' && typeof value['detail'] === 'string'

/** Seconds of a Retry-After header; null when there is none. */
export function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds : null
}

/** The last name of a field's pointer: `/goal/times` → `times`. */
export const fieldName = (pointer: string): string => pointer.split('/').at(-1) ?? ''
