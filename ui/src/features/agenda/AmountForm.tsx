import { Button, TextInput } from '@mantine/core'
import { type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { number, parseAmount, plainNumber } from '@/i18n/format'
import { type Translate, useWords } from '@/i18n/use-words'
import { AMOUNT_MAX, isTooFine } from '@/lib/schedule'
import { focusFirstFault } from '@/ui/focus-fault'

interface AmountFormProps {
  label: string
  amount: number | null
  /** Stores the amount; answers with the reason when it was refused. */
  onSave: (amount: number) => Promise<string | null>
  /** Called when there is nothing to correct. */
  onDone: () => void
}

/** The day's exact amount. What is refused stays in the field, with the reason. */
export function AmountForm({ label, amount, onSave, onDone }: AmountFormProps) {
  const { t, language } = useWords()
  const [typed, setTyped] = useState<string | null>(null)
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
    setTyped(text)
    const value = parseAmount(text, language)
    const wrong = faultOf(t, language, value)
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
          setTyped(event.currentTarget.value)
          setFault(null)
        }}
        error={fault}
        errorProps={{ role: 'alert' }}
      />
      <Button type="submit" variant="light" h={48} aria-label={t('detail.saveAmount')} loading={sending}>
        {t('detail.save')}
      </Button>
    </form>
  )
}

/** What is wrong with an amount, before the server is asked. */
function faultOf(t: Translate, language: string, amount: number | null): string | null {
  if (amount === null) return t('fields.numberOrZero')
  if (amount > AMOUNT_MAX) return t('fields.most', { limit: number(AMOUNT_MAX, language) })
  return isTooFine(amount) ? t('fields.decimals') : null
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
