import { ActionIcon, Button } from '@mantine/core'
import { useFocusWithin, useHover, useMergedRef } from '@mantine/hooks'
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react'
import { useEffect, useSyncExternalStore } from 'react'
import { useWords } from '@/i18n/use-words'
import { type Toast, currentToast, hideToast, onToast } from './toast-store'

const SHOWN_MS = 6000

/** The place where toasts appear. Always in the page, so that screen readers notice what comes and goes. */
export function Toaster() {
  const toast = useSyncExternalStore(onToast, currentToast)
  return <div role="status">{toast && <ToastCard key={toast.id} toast={toast} />}</div>
}

/** Stays for six seconds, and as long as it is hovered or focused; until it is answered when something is not saved. */
function ToastCard({ toast }: { toast: Toast }) {
  const { t } = useWords()
  const { hovered, ref: hoverRef } = useHover<HTMLDivElement>()
  const { focused, ref: focusRef } = useFocusWithin<HTMLDivElement>()
  const card = useMergedRef(hoverRef, focusRef)
  const held = hovered || focused || (toast.tone === 'problem' && toast.action !== undefined)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(hideToast, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [held])
  const action = toast.action
  return (
    <div className="toast" ref={card}>
      <span className={`stone toast-stone tinted p-${toast.tone === 'problem' ? 'clay' : 'moss'}`}>
        {toast.tone === 'problem' ? <IconAlertTriangle size={24} stroke={1.75} aria-hidden /> : <IconCheck size={24} stroke={2.2} aria-hidden />}
      </span>
      <div className="grow toast-words">
        <div className="b toast-title">{toast.title}</div>
        {toast.text && <div className="toast-text sm dim n">{toast.text}</div>}
      </div>
      <div className="toast-acts">
        {action && (
          <Button
            variant="light"
            px={14}
            onClick={() => {
              hideToast()
              action.run()
            }}
          >
            {action.label}
          </Button>
        )}
        <ActionIcon aria-label={t('app.close')} onClick={hideToast}>
          <IconX size={20} aria-hidden />
        </ActionIcon>
      </div>
    </div>
  )
}
