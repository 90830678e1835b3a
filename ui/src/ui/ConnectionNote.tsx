import { ActionIcon } from '@mantine/core'
import { IconAlertTriangle, IconCloudOff, IconCloudUpload, IconLockOpen, IconX } from '@tabler/icons-react'
import { Link, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { useWords } from '@/i18n/use-words'
import { useOnline, useOutbox } from './use-outbox'
import { useWide } from './use-wide'
import './connection.css'

/** What the person should know about network and address: one line under the page's head, which pushes the rest down. */
export function ConnectionNote() {
  return (
    <div role="status" className="connection">
      <InsecureNote />
      <WaitingNote />
    </div>
  )
}

/** Sending takes a moment; a note that comes and goes with each tap would only flicker. */
const PATIENCE_MS = 2_500

function WaitingNote() {
  const { t } = useWords()
  const { waiting, parked, isSafe } = useOutbox()
  const online = useOnline()
  const wide = useWide()
  const count = waiting.length
  const isSlow = useLasting(count > 0, PATIENCE_MS)
  if (!isSafe && count > 0 && (isSlow || !online)) {
    return (
      <Note icon={<IconAlertTriangle size={20} stroke={1.75} aria-hidden />} toUnsent>
        {t('outbox.waitingHere', { count })}
      </Note>
    )
  }
  if (!online) {
    return (
      <Note icon={<IconCloudOff size={20} stroke={1.75} aria-hidden />} toUnsent={count > 0}>
        <strong>{t('outbox.offline')}</strong> {count > 0 ? t(wide ? 'outbox.waitingSafe' : 'outbox.waiting', { count }) : t('outbox.nothingWaits')}
      </Note>
    )
  }
  if (parked.length > 0) {
    return (
      <Note icon={<IconAlertTriangle size={20} stroke={1.75} aria-hidden />} toUnsent>
        {t('outbox.parked', { count: parked.length })}
      </Note>
    )
  }
  if (count === 0 || !isSlow) return null
  return (
    <Note icon={<IconCloudUpload size={20} stroke={1.75} aria-hidden />} toUnsent>
      {t('outbox.sending', { count })}
    </Note>
  )
}

/** Whether something has been true for so long without a break. */
function useLasting(now: boolean, ms: number): boolean {
  const [lasting, setLasting] = useState(false)
  useEffect(() => {
    if (!now) return
    const timer = setTimeout(() => setLasting(true), ms)
    return () => {
      clearTimeout(timer)
      setLasting(false)
    }
  }, [now, ms])
  return lasting
}

const HIDDEN = 'habitus.insecure-note-hidden'

/** On plain http browsers give no service worker: nothing is there without the server. */
function InsecureNote() {
  const { t } = useWords()
  const [isHidden, setHidden] = useState(() => isSecureContext || sessionStorage.getItem(HIDDEN) !== null)
  if (isHidden) return null
  const hide = () => {
    sessionStorage.setItem(HIDDEN, 'yes')
    setHidden(true)
  }
  return (
    <Note icon={<IconLockOpen size={20} stroke={1.75} aria-hidden />}>
      <strong>{t('outbox.insecure')}</strong> {t('outbox.insecureText')}
      <ActionIcon className="connection-close" variant="transparent" color="honey" aria-label={t('outbox.dismiss')} onClick={hide}>
        <IconX size={18} aria-hidden />
      </ActionIcon>
    </Note>
  )
}

function Note({ icon, toUnsent = false, children }: { icon: ReactNode; toUnsent?: boolean; children: ReactNode }) {
  const { t } = useWords()
  const isThere = useRouterState({ select: ({ location }) => location.pathname === '/unsent' })
  return (
    <div className="note tinted p-honey connection-note n">
      {icon}
      <span className="grow">{children}</span>
      {toUnsent && !isThere && (
        <Link to="/unsent" className="connection-link">
          {t('outbox.look')}
        </Link>
      )}
    </div>
  )
}
