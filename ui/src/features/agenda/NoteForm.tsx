import { Button, Textarea } from '@mantine/core'
import type { SyntheticEvent } from 'react'
import { number } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { NOTE_MAX, noteLength } from './note'

const COUNTED_FROM = 1800

interface NoteFormProps {
  label: string
  text: string
  /** Whether there is something to save. */
  changed: boolean
  /** Whether it takes the focus when it appears. */
  atOnce: boolean
  onType: (text: string) => void
  onSave: () => void
}

/** The day's note. Near its end it counts; what is too long is never cut, but must be made shorter. */
export function NoteForm({ label, text, changed, atOnce, onType, onSave }: NoteFormProps) {
  const { t, language } = useWords()
  const length = noteLength(text)
  const max = number(NOTE_MAX, language)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    onSave()
  }
  return (
    <form className="stack" style={{ gap: 8 }} onSubmit={submit} noValidate>
      <Textarea
        label={label}
        rows={2}
        data-autofocus={atOnce || undefined}
        value={text}
        onChange={(event) => onType(event.currentTarget.value)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        description={length >= COUNTED_FROM ? t('detail.noteCount', { used: number(length, language), max }) : undefined}
        error={length > NOTE_MAX ? t('fields.noteLong', { limit: max }) : undefined}
        errorProps={{ role: 'alert' }}
      />
      {changed && (
        <div>
          <Button type="submit" variant="light">
            {t('detail.saveNote')}
          </Button>
        </div>
      )}
    </form>
  )
}
