import { useTranslation } from 'react-i18next'

/** The translator `t` and the language in use (for `format.ts`). */
export function useWords() {
  const { t, i18n } = useTranslation()
  return { t, language: i18n.resolvedLanguage ?? 'en' }
}

export type Translate = ReturnType<typeof useWords>['t']
