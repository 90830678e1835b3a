import { createInstance } from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from './en.json'

export const LANGUAGES = ['en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]

const STORED = 'habitus.language'

export const isLanguage = (text: string | null | undefined): text is Language => LANGUAGES.some((known) => known === text)

/** English is part of the bundle; the others are loaded when somebody reads them. */
const load: Record<Exclude<Language, 'en'>, () => Promise<{ default: object }>> = {
  de: () => import('./de.json'),
}

export const i18n = createInstance()

/** The language to begin with: the one last used here, else the browser's, else English. */
export function startLanguage(stored: string | null, browser: readonly string[]): Language {
  if (isLanguage(stored)) return stored
  return browser.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en'
}

export async function startI18n(language: Language): Promise<void> {
  await i18n.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  await speak(language)
}

/** Switches the language, here and for the next visit. */
export async function speak(language: Language): Promise<void> {
  if (language !== 'en' && !i18n.hasResourceBundle(language, 'translation')) {
    const words = await load[language]()
    i18n.addResourceBundle(language, 'translation', words.default)
  }
  await i18n.changeLanguage(language)
  document.documentElement.lang = language
  remember(language)
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
