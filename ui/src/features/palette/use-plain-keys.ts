import { useSyncExternalStore } from 'react'
import { onKept } from '@/lib/kept'
import { usesPlainKeys } from '@/lib/shortcuts'

/** Whether shortcuts of one letter are on, as it is now. */
export const usePlainKeys = (): boolean => useSyncExternalStore(onKept, usesPlainKeys)
