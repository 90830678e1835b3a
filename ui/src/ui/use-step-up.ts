import { useSyncExternalStore } from 'react'
import { isStepUpAsked, onStepUp } from '@/api/step-up'

/** Whether the person is to confirm that it is they. */
export const useStepUp = (): boolean => useSyncExternalStore(onStepUp, isStepUpAsked)
