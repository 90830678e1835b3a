/// <reference types="vite/client" />
declare module 'virtual:theme.css'

/** A part of a language's texts, see scripts/words.ts. */
declare module 'virtual:words/*' {
  const words: import('@/i18n/translate').Words
  export default words
}

/** Changes with the API: see vite.config.ts. */
declare const __SHAPE__: string

/** The files that the service worker keeps: see scripts/worker.ts. */
declare const __KEPT_FILES__: { url: string; revision: string | null }[]
