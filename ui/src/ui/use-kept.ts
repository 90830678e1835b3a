import { useSyncExternalStore } from 'react'
import { onKept, readKept } from '@/lib/kept'

/** The text this browser keeps under a key, as it is now; null when there is none. */
export const useKept = (key: string): string | null => useSyncExternalStore(onKept, () => readKept(key))
