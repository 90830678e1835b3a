import { Modal } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '@/i18n/use-words'
import { InviteForm } from './InviteForm'
import { InviteLink } from './InviteLink'
import type { InviteMade } from './admin-types'

/** Makes an invite, and then shows its link, once. */
export default function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const [made, setMade] = useState<InviteMade | null>(null)
  return (
    <Modal
      opened
      onClose={onClose}
      size={480}
      /* A tap beside it must not take away a link that is shown only once. */
      closeOnClickOutside={made === null}
      title={<span className="h2 admin-ask">{t(made ? 'admin.invites.linkTitle' : 'admin.invites.dialog')}</span>}
      closeButtonProps={{ size: 44, iconSize: 22, 'aria-label': t('app.close') }}
    >
      {made ? <InviteLink made={made} onClose={onClose} /> : <InviteForm onMade={setMade} onClose={onClose} />}
    </Modal>
  )
}
