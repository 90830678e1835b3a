/** What can be found: its label, what choosing it does, and other words somebody may type for it. */
export interface Findable {
  id: string
  label: string
  hint?: string
  keywords?: string
}

const PLAIN: Record<string, string> = { ß: 'ss', æ: 'ae', ø: 'o', ł: 'l' }

/** Small letters without marks: "Übung" and "ubung" are the same to who types fast. */
export const plain = (text: string): string =>
  text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/[ßæøł]/g, (letter) => PLAIN[letter] ?? letter).trim()

const wordsOf = (text: string): string[] => plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean)

const SCORE = { word: 12, start: 10, inside: 6, initials: 6, typo: 3, scattered: 2 }
/** What is only among the other words counts less. */
const ASIDE = 0.6
const TYPO_FROM = 4
const SCATTERED_FROM = 3

/** How well a typed word fits some words; 0 when it does not. */
function fit(typed: string, words: readonly string[]): number {
  if (words.includes(typed)) return SCORE.word
  if (words.some((word) => word.startsWith(typed))) return SCORE.start
  if (typed.length > 1 && words.some((word) => word.includes(typed))) return SCORE.inside
  if (typed.length > 1 && words.map((word) => word[0]).join('').startsWith(typed)) return SCORE.initials
  if (typed.length >= TYPO_FROM && words.some((word) => isOneOff(typed, word))) return SCORE.typo
  return typed.length >= SCATTERED_FROM && words.some((word) => word[0] === typed[0] && isScattered(typed, word)) ? SCORE.scattered : 0
}

/** Whether the beginning of a word is reached with one letter wrong, missing, too many or swapped. */
function isOneOff(typed: string, word: string): boolean {
  let at = 0
  while (at < typed.length && typed[at] === word[at]) at += 1
  const rest = typed.slice(at)
  const aim = word.slice(at)
  const swapped = rest.slice(1, 2) + rest.slice(0, 1) + rest.slice(2)
  return [aim.slice(1), aim].some((end) => end.startsWith(rest.slice(1))) || aim.slice(1).startsWith(rest) || (rest.length > 1 && aim.startsWith(swapped))
}

/** Whether all letters stand in the word in this order: "mdtt" in "meditate". */
function isScattered(typed: string, word: string): boolean {
  let at = 0
  for (const letter of word) if (letter === typed[at]) at += 1
  return at === typed.length
}

/** How well an item fits what was typed; 0 as soon as one of the words does not fit at all. */
function score(item: Findable, typed: readonly string[]): number {
  const label = wordsOf(item.label)
  const aside = wordsOf(`${item.hint ?? ''} ${item.keywords ?? ''}`)
  let total = 0
  for (const word of typed) {
    const best = Math.max(fit(word, label), fit(word, aside) * ASIDE)
    if (best === 0) return 0
    total += best
  }
  return total + (plain(item.label).startsWith(typed.join(' ')) ? 1 : 0)
}

/** Place among the last chosen, 0 the latest; far behind when it is not among them. */
const lateness = (id: string, recent: readonly string[]): number => (recent.includes(id) ? recent.indexOf(id) : recent.length)

/** The items that fit what was typed, best first; among equals what was chosen lately, then the given order. */
export function ranked<T extends Findable>(items: readonly T[], typed: string, recent: readonly string[]): T[] {
  const words = wordsOf(typed)
  if (words.length === 0) return []
  return items
    .map((item) => ({ item, score: score(item, words) }))
    .filter((found) => found.score > 0)
    .sort((a, b) => b.score - a.score || lateness(a.item.id, recent) - lateness(b.item.id, recent))
    .map(({ item }) => item)
}
