import { useRef, useState } from 'react'
import type { ImportRead } from '@/api/types'
import type { DateOrder } from './import-types'
import { fileOf, useCancelImport, useSendFile } from './imports.queries'

/** What the server reads at most. */
const MOST_BYTES = 200 * 1024 * 1024

export type Unfit = 'empty' | 'large'

function unfit({ size }: File): Unfit | null {
  if (size === 0) return 'empty'
  return size > MOST_BYTES ? 'large' : null
}

/**
 * Sends one file at a time. `onMade` hears the id of the import as long as the page is still there; when it has been
 * left, the file arrives all the same and stands in the list of imports.
 */
export function useUpload(onMade: (id: string) => void) {
  const send = useSendFile()
  const giveUp = useCancelImport()
  const [share, setShare] = useState(0)
  const [refused, setRefused] = useState<{ file: File; why: Unfit } | null>(null)
  const stop = useRef<AbortController | null>(null)

  const start = (file: File, order?: DateOrder) => {
    const why = unfit(file)
    setRefused(why && { file, why })
    send.reset()
    if (why) return
    const controller = new AbortController()
    stop.current = controller
    setShare(0)
    send.mutate({ file, order, signal: controller.signal, onProgress: setShare }, { onSuccess: ({ id }) => onMade(id) })
  }
  /** Sends the file of an import once more, in its place; false when this tab does not have it any more. */
  const startOver = ({ id, state }: ImportRead, order: DateOrder): boolean => {
    const file = fileOf(id)
    if (!file) return false
    if (state === 'ready') giveUp.mutate(id)
    start(file, order)
    return true
  }
  const cancel = () => {
    send.reset()
    stop.current?.abort()
  }
  const again = () => {
    if (send.variables) start(send.variables.file, send.variables.order)
  }
  return {
    start,
    startOver,
    cancel,
    again,
    /** From 0 to 1. */
    share,
    isSending: send.isPending,
    file: refused?.file ?? send.variables?.file ?? null,
    refused: refused?.why ?? null,
    error: send.error,
  }
}

export type Upload = ReturnType<typeof useUpload>
