import { useSyncExternalStore } from 'react'
import { i18n } from './i18n'

export type { Translate } from './translate'

/** The translator `t` and the language in use (for `format.ts`). */
export const useWords = () => useSyncExternalStore(i18n.subscribe, i18n.current)
