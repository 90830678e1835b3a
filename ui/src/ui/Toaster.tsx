import { ActionIcon, Button } from '@mantine/core'
import { useFocusWithin, useHover, useMergedRef } from '@mantine/hooks'
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react'
import { type FocusEvent, type MouseEvent, useEffect, useRef, useSyncExternalStore } from 'react'
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
  const from = useRef<Element | null>(null)
  const onFocus = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) from.current = relatedTarget
  }
  const leave = ({ currentTarget }: MouseEvent) => {
    const hadFocus = currentTarget.closest('.toast')?.contains(document.activeElement) === true
    hideToast()
    if (hadFocus) giveBack(from.current)
  }
  const action = toast.action
  return (
    // It only listens for its buttons' focus.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="toast" ref={card} onFocus={onFocus}>
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
            onClick={(event) => {
              leave(event)
              action.run()
            }}
          >
            {action.label}
          </Button>
        )}
        <ActionIcon aria-label={t('app.close')} onClick={leave}>
          <IconX size={20} aria-hidden />
        </ActionIcon>
      </div>
    </div>
  )
}

/** The focus goes back to where it came from; when that is gone, to the page: nobody starts again at the sidebar. */
function giveBack(to: Element | null): void {
  const isThere = to instanceof HTMLElement && to.isConnected && to !== document.body
  const place = isThere ? to : document.getElementById('main')
  place?.focus({ preventScroll: true })
}
