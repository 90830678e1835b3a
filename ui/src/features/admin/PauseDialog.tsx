import { Button, Modal, NativeSelect, Textarea } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { isStepUpNeeded } from '@/api/step-up'
import { useWords } from '@/i18n/use-words'
import { FormProblem } from '@/ui/FormProblem'
import { focusFaultyText } from '@/ui/focus-fault'
import { showToast } from '@/ui/toast-store'
import type { AdminPerson, PauseKind } from './admin-types'
import { usePausePerson } from './people.queries'

const KINDS = ['on_request', 'security', 'rules', 'other'] as const satisfies readonly PauseKind[]
const LIMIT = 300

const length = (text: string): number => Array.from(text).length

interface PauseDialogProps {
  person: AdminPerson
  onClose: () => void
}

/** Asks why an account is paused: its person reads the reason. */
export default function PauseDialog({ person: { id, name }, onClose }: PauseDialogProps) {
  const { t } = useWords()
  const pause = usePausePerson()
  const [kind, setKind] = useState<PauseKind>('on_request')
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const reason = typed.trim()
  const fault = faultOf(reason)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setTried(true)
    if (fault) {
      focusFaultyText()
      return
    }
    const onSuccess = () => {
      showToast({ tone: 'done', title: t('admin.pause.done', { name }), text: t('admin.pause.doneText') })
      onClose()
    }
    pause.mutate({ id, kind, reason }, { onSuccess })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      returnFocus={false}
      size={480}
      title={<span className="h2 admin-ask">{t('admin.pause.title', { name })}</span>}
      closeButtonProps={{ size: 44, iconSize: 22, 'aria-label': t('app.close') }}
    >
      <form className="stack" noValidate onSubmit={submit}>
        <p className="dim admin-ask">{t('admin.pause.text', { name })}</p>
        <NativeSelect
          label={t('admin.pause.kind')}
          value={kind}
          onChange={({ currentTarget: { value } }) => setKind(KINDS.find((one) => one === value) ?? 'other')}
          data={KINDS.map((value) => ({ value, label: t(`admin.pause.kinds.${value}`) }))}
        />
        <Textarea
          data-autofocus
          label={t('admin.pause.reason', { name })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          rows={3}
          description={<span className="n">{t('admin.pause.count', { count: length(reason), limit: LIMIT })}</span>}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          error={(tried || fault === 'long') && fault && t(`admin.pause.${fault}`, { name, limit: LIMIT })}
        />
        <FormProblem error={isStepUpNeeded(pause.error) ? null : pause.error} />
        <div className="answers">
          <Button variant="default" onClick={onClose}>
            {t('admin.pause.keep')}
          </Button>
          <Button type="submit" color="rose" loading={pause.isPending}>
            {t('admin.pause.do')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

function faultOf(reason: string): 'empty' | 'long' | null {
  if (length(reason) > LIMIT) return 'long'
  return reason === '' ? 'empty' : null
}
