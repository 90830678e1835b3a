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
  /** What a screen needs beside the words, by name. */
  readonly about: Record<string, string>

  constructor(status: number, body: unknown, retryAfter: number | null = null) {
    const known = isRecord(body) ? body : {}
    super(text(known['detail']) ?? text(known['title']) ?? '')
    this.name = 'ApiProblem'
    this.status = status
    this.code = text(known['code']) ?? 'unknown'
    this.fields = Array.isArray(known['errors']) ? known['errors'].filter(isFieldProblem) : []
    this.retryAfter = retryAfter
    this.about = isRecord(known['about']) ? texts(known['about']) : {}
  }
}

/** The server could not be reached, or something that is not our server answered. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The server does not answer.', { cause })
    this.name = 'Unreachable'
  }
}

/**
 * Whether our server gave an answer: its refusals are problem documents. Proxies, and the sign-in pages of networks,
 * answer in its place with pages of their own and any status, 404 and 403 among them.
 */
export function isOurs({ ok, headers }: Response): boolean {
  const type = headers.get('Content-Type') ?? ''
  return ok ? !type.startsWith('text/html') : type.startsWith('application/problem+json')
}

/** A proxy's own limit on uploads: the way to our server is free, but not for this. */
const TOO_LARGE = 413

/** The error of an answer that says no. Our refusals carry a code; what has none did not come from our server. */
export function refusal(response: Response, body: unknown): ApiProblem | Unreachable {
  const problem = new ApiProblem(response.status, body, retryAfter(response))
  return problem.code === 'unknown' && problem.status !== TOO_LARGE ? new Unreachable(problem) : problem
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const text = (value: unknown): string | null => (typeof value === 'string' && value ? value : null)

const texts = (record: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))

const isFieldProblem = (value: unknown): value is FieldProblem =>
  isRecord(value) && typeof value['pointer'] === 'string' && typeof value['detail'] === 'string'

/** Seconds of a Retry-After header; null when there is none. */
export function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds : null
}

/** The last name of a field's pointer: `/goal/times` → `times`. */
export const fieldName = (pointer: string): string => pointer.split('/').at(-1) ?? ''
