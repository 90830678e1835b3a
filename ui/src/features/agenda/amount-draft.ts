/** Amounts that were typed and could not be saved when their sheet closed, until the page is left. */
const drafts = new Map<string, string>()

const keyOf = (habit: string, day: string): string => `${habit} ${day}`

export const draftOf = (habit: string, day: string): string | null => drafts.get(keyOf(habit, day)) ?? null

/** Keeps what was typed, or with null forgets it. */
export function keepDraft(habit: string, day: string, typed: string | null): void {
  if (typed === null) drafts.delete(keyOf(habit, day))
  else drafts.set(keyOf(habit, day), typed)
}
