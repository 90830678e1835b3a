import { useSyncExternalStore } from 'react'
import { isOnline, onConnection } from '@/api/connection'
import { type OutboxView, outbox } from '@/api/outbox/outbox'

/** What waits on this device to be sent. */
export const useOutbox = (): OutboxView => useSyncExternalStore(outbox.onChange, outbox.view)

/** Whether the server answered when it was last asked. */
export const useOnline = (): boolean => useSyncExternalStore(onConnection, isOnline)
