import { Button, TextInput } from '@mantine/core'
import { type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { parseAmount, plainNumber } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { focusFirstFault } from '@/ui/focus-fault'
import { amountFault } from './amount-fault'

interface AmountFormProps {
  label: string
  amount: number | null
  /** What was typed over the amount; null while nothing was. */
  typed: string | null
  onType: (typed: string) => void
  /** What is said below the field. */
  hint?: string | undefined
  /** Stores the amount; answers with the reason when it was refused. */
  onSave: (amount: number) => Promise<string | null>
  /** Called when there is nothing to correct. */
  onDone: () => void
}

/** The day's exact amount. What is refused stays in the field, with the reason. */
export function AmountForm({ label, amount, typed, onType, hint, onSave, onDone }: AmountFormProps) {
  const { t, language } = useWords()
  const [fault, setFault] = useState<string | null>(null)
  const [sending, setSending] = useState(false)
  const done = useWhileShown(onDone)
  const text = typed ?? (amount === null ? '' : plainNumber(amount, language))

  const refuse = (reason: string) => {
    setFault(reason)
    focusFirstFault()
  }
  const save = async (value: number) => {
    setSending(true)
    const reason = await onSave(value)
    if (!done.current) return
    setSending(false)
    if (reason === null) done.current()
    else refuse(reason)
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    onType(text)
    const value = parseAmount(text, language)
    const wrong = amountFault(t, language, value)
    if (wrong !== null) refuse(wrong)
    else if (value !== null && !sending) void save(value)
  }

  return (
    <form className="row amount-form" onSubmit={submit} noValidate>
      <TextInput
        className="grow"
        label={label}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        onChange={(event) => {
          onType(event.currentTarget.value)
          setFault(null)
        }}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        description={hint}
        error={fault}
        errorProps={{ role: 'alert' }}
      />
      <Button type="submit" variant="light" h={48} aria-label={t('detail.saveAmount')} loading={sending}>
        {t('detail.save')}
      </Button>
    </form>
  )
}

/** What to call when an answer comes: the newest function, or null when this part is no longer on the screen. */
function useWhileShown(act: () => void) {
  const newest = useRef<(() => void) | null>(null)
  useEffect(() => {
    newest.current = act
    return () => {
      newest.current = null
    }
  })
  return newest
}
