/** The longest note the server takes, in characters. */
export const NOTE_MAX = 2000

/** Characters of a note as the server counts them: an emoji is one or a few, never a pair of halves. */
export const noteLength = (text: string): number => Array.from(text.trim()).length

/** What there is to save of a note that was typed: undefined when it is as it was. An empty one removes it. */
export function noteToSave(typed: string | null, before: string | null): string | undefined {
  if (typed === null || typed.trim() === (before ?? '').trim()) return undefined
  return typed.trim()
}
