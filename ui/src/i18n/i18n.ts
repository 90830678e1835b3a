import firstEnglish from 'virtual:words/en/first'
import { type Translate, type Words, translator } from './translate'

export const LANGUAGES = ['en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]

const STORED = 'habitus.language'

export const isLanguage = (text: string | null | undefined): text is Language => LANGUAGES.some((known) => known === text)

type Load = () => Promise<{ default: Words }>

/** English for the first page is part of the bundle; everything else is loaded when somebody reads it. */
const files: Record<Language, { first: Load; rest: Load }> = {
  en: { first: () => Promise.resolve({ default: firstEnglish }), rest: () => import('virtual:words/en/rest') },
  de: { first: () => import('virtual:words/de/first'), rest: () => import('virtual:words/de/rest') },
}

interface Spoken {
  language: Language
  t: Translate
}

const words: Record<Language, Words> = { en: firstEnglish, de: {} }
const complete = new Set<Language>()
const listeners = new Set<() => void>()
let wanted: Language = 'en'
let wantsRest = false
let spoken: Spoken = { language: 'en', t: translator('en', words.en) }

/** What is spoken now, for code outside components; inside them it is `useWords`. */
export const i18n = {
  get language(): Language {
    return spoken.language
  },
  t: (...asked: Parameters<Translate>): string => spoken.t(...asked),
  current: (): Spoken => spoken,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

/** The language to begin with: the one last used here, else the browser's, else English. */
export function startLanguage(stored: string | null, browser: readonly string[]): Language {
  if (isLanguage(stored)) return stored
  return browser.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en'
}

/** Switches the language, here and for the next visit. */
export async function speak(language: Language): Promise<void> {
  wanted = language
  await loadFirst(language)
  if (wantsRest) await loadAll(language)
  if (wanted !== language) return
  say(language)
  document.documentElement.lang = language
  remember(language)
}

/** Loads the texts that the first page can do without, for the language in use and those that follow. */
export async function restOfWords(): Promise<void> {
  wantsRest = true
  const { language } = spoken
  if (complete.has(language)) return
  await loadAll(language)
  if (spoken.language === language) say(language)
}

/** For what is loaded later: loads its texts beside it. `lazy(withWords(() => import('./Part')))` */
export const withWords =
  <Module>(load: () => Promise<Module>) =>
  async (): Promise<Module> => {
    const [module] = await Promise.all([load(), restOfWords()])
    return module
  }

function say(language: Language): void {
  spoken = { language, t: translator(language, words[language]) }
  for (const listener of listeners) listener()
}

async function loadFirst(language: Language): Promise<void> {
  if (Object.keys(words[language]).length === 0) words[language] = (await files[language].first()).default
}

async function loadAll(language: Language): Promise<void> {
  if (complete.has(language)) return
  const [first, rest] = await Promise.all([files[language].first(), files[language].rest()])
  words[language] = { ...first.default, ...rest.default }
  complete.add(language)
}

export function rememberedLanguage(): string | null {
  try {
    return localStorage.getItem(STORED)
  } catch {
    return null
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(STORED, language)
  } catch {
    /* Storage can be switched off: then the next visit asks the browser again. */
  }
}
