/** The first steps, in their order; `done` only looks back. */
export const STEPS = ['hello', 'zone', 'day', 'units', 'history', 'habits', 'done'] as const

export type Step = (typeof STEPS)[number]

/** How many of them ask something. */
export const ASKING = STEPS.length - 1

/** The step of an address; the first one for anything else. */
export const stepIn = (value: unknown): Step => STEPS.find((step) => step === value) ?? 'hello'

/** From 1 on. */
export const numberOf = (step: Step): number => STEPS.indexOf(step) + 1

export const after = (step: Step): Step => STEPS[STEPS.indexOf(step) + 1] ?? 'done'

/** The step before; null for the first one. */
export const before = (step: Step): Step | null => STEPS[STEPS.indexOf(step) - 1] ?? null
