import { ApiProblem } from '@/api/problem'
import type { EntryWrite } from '@/api/types'

/** Why the server did not take a change: what is needed to say it later in the person's language. */
export interface Refusal {
  status: number
  code: string
  detail: string
  fields: { pointer: string; detail: string }[]
}

/** A change of one habit's day, as it was tapped. */
export interface Tap {
  habitId: string
  /** Its name then: it may be gone when the change is refused. */
  habitName: string
  day: string
  entry: EntryWrite
}

/** A change that waits on this device. `seq` is the order of the taps. */
export interface Item extends Tap {
  seq: number
  person: string
  /** How often the server failed over it; what fails again and again must not hold up the rest. */
  failures: number
  /** Set when the server said no: it is kept until the person decides. */
  refusal: Refusal | null
}

export type NewItem = Omit<Item, 'seq'>

/** From here on places are given out to changes that are in memory alone, for the disk took none. */
export const MEMORY_SEQ = 2 ** 40

/** Whether a change outlives this page; one that is just being written counts as if it did. */
export const isSafe = ({ seq }: Item): boolean => seq < MEMORY_SEQ || seq === Infinity

export const isWaiting = (item: Item): boolean => item.refusal === null

export const isParked = (item: Item): boolean => item.refusal !== null

/** What to do after a failed try: keep it and stop, keep it and go on as refused, or wait for somebody to sign in. */
export type Verdict = 'wait' | 'park' | 'signed-out'

const FAILURES_MAX = 5

/** Refusals that no later try turns into a yes. */
const FINAL = [400, 404, 405, 409, 410, 413, 415, 422]

/** What becomes of a change whose sending failed with `error`, the `failures`th time in a row that it broke the server. */
export function verdictOn(error: unknown, failures: number): Verdict {
  if (!(error instanceof ApiProblem)) return 'wait'
  if (error.status === 401 || error.status === 403) return 'signed-out'
  if (FINAL.includes(error.status)) return 'park'
  return error.status === 500 && failures >= FAILURES_MAX ? 'park' : 'wait'
}

export const refusalOf = (error: ApiProblem): Refusal => ({
  status: error.status,
  code: error.code,
  detail: error.message,
  fields: error.fields,
})

/** The error a refusal was, for the words that are said about errors. */
export const errorOf = ({ status, code, detail, fields }: Refusal): ApiProblem => new ApiProblem(status, { code, detail, errors: fields })

const FIRST_MS = 1_000
const LONGEST_MS = 30_000

/** Milliseconds until the `tries`th try (from 1) after the last one failed: 1, 2, 4 … 30 s, or what the server asked for. */
export function pause(tries: number, error: unknown): number {
  const asked = error instanceof ApiProblem ? error.retryAfter : null
  return asked === null ? Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1)) : Math.min(LONGEST_MS * 2, asked * 1000)
}
