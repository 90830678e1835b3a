import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '@/i18n/use-words'
import { useOutbox } from '@/ui/use-outbox'
import { sendEverything } from './session.queries'

const DANGER = 'rose'

/** Before signing out, when changes wait on this device: send them, give them up, or stay. */
export default function UnsentDialog({ onClose, onLeave }: { onClose: () => void; onLeave: () => void }) {
  const { t } = useWords()
  const { waiting, parked, others } = useOutbox()
  const [sending, setSending] = useState(false)
  const [failed, setFailed] = useState(false)
  const count = waiting.length + parked.length + others
  const send = async () => {
    setSending(true)
    const isAll = await sendEverything()
    setSending(false)
    setFailed(!isAll)
    if (isAll) onLeave()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={<span className="h3">{t('unsent.leaveTitle')}</span>}
      closeButtonProps={{ size: 44, iconSize: 22, 'aria-label': t('app.close') }}
      size={460}
      centered
    >
      <div className="stack" style={{ gap: 16 }}>
        <p role="status">
          {count > 0 ? t('unsent.leaveText', { count }) : t('unsent.allSent')} {others > 0 && t('unsent.leaveOthers', { count: others })}
        </p>
        {failed && (
          <p className="note tinted p-honey" role="alert">
            {t('unsent.notSent')}
          </p>
        )}
        {(waiting.length > 0 || sending) && (
          <Button data-autofocus onClick={() => void send()} loading={sending}>
            {t('unsent.sendAndLeave')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t('unsent.stay')}
        </Button>
        <Button color={count > 0 ? DANGER : undefined} onClick={onLeave}>
          {t(count > 0 ? 'unsent.leaveAnyway' : 'profile.signOut')}
        </Button>
      </div>
    </Modal>
  )
}
