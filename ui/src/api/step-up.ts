import { ApiProblem } from './problem'

/** Some things need a password that was given within the last minutes, whoever holds the device. */
let asking: { answer: Promise<boolean>; give: (isConfirmed: boolean) => void } | null = null
const listeners = new Set<() => void>()

/** Whether somebody is to confirm that it is they. */
export const isStepUpAsked = (): boolean => asking !== null

/** Calls `listener` whenever this changes; returns how to stop. */
export function onStepUp(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(): void {
  for (const listener of listeners) listener()
}

/** Ends the question: the person confirmed, or would not. */
export function answerStepUp(isConfirmed: boolean): void {
  asking?.give(isConfirmed)
  asking = null
  tell()
}

/** Everything that is refused meanwhile waits for the same answer. */
function ask(): Promise<boolean> {
  if (!asking) {
    let give: (isConfirmed: boolean) => void = () => undefined
    const answer = new Promise<boolean>((resolve) => {
      give = resolve
    })
    asking = { answer, give }
    tell()
  }
  return asking.answer
}

/**
 * Does `task`; when the server wants to know first that it is really the person, asks them and does it once more.
 * Rejects with the refusal (`step_up_needed`) when they will not say, and with whatever else goes wrong.
 */
export async function withStepUp<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task()
  } catch (error) {
    if (!isStepUpNeeded(error) || !(await ask())) throw error
    return task()
  }
}

/** Whether the person did not confirm: nothing was done, and nothing has to be said. */
export const isStepUpNeeded = (error: unknown): boolean => error instanceof ApiProblem && error.code === 'step_up_needed'
