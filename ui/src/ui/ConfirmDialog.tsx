import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '@/i18n/use-words'
import { FormProblem } from './FormProblem'

const DANGER = 'rose'

interface ConfirmDialogProps {
  title: string
  children: ReactNode
  /** The verb of what is about to happen. */
  verb: string
  /** What leaves everything as it is. */
  stay: string
  onConfirm: () => void
  onClose: () => void
  isBusy: boolean
  error: Error | null
}

/** Asks before something that cannot be taken back. The safe answer stands first and has the focus. */
export function ConfirmDialog({ title, children, verb, stay, onConfirm, onClose, isBusy, error }: ConfirmDialogProps) {
  const { t } = useWords()
  return (
    <Modal
      opened
      onClose={onClose}
      title={<span className="h2 sheet-name">{title}</span>}
      closeButtonProps={{ size: 44, iconSize: 22, 'aria-label': t('app.close') }}
      size={460}
      centered
    >
      <div className="stack">
        <div>{children}</div>
        <FormProblem error={error} />
        <div className="answers">
          <Button variant="default" data-autofocus onClick={onClose}>
            {stay}
          </Button>
          <Button color={DANGER} loading={isBusy} onClick={onConfirm}>
            {verb}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
