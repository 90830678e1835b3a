import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import type { PauseWrite } from '@/api/types'
import { shortRange } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { type Day, addDays, isDay } from '@/lib/day'
import { newId } from '@/lib/uuid'
import { Choices } from '@/ui/Choices'
import { focusFirstFault } from '@/ui/focus-fault'
import { FormProblem } from '@/ui/FormProblem'
import { showToast } from '@/ui/toast-store'
import { useAddPause } from './pauses.queries'

type Reason = NonNullable<PauseWrite['reason']>

const REASONS: Reason[] = ['vacation', 'sick', 'other']
const ALL = ''

interface PauseFormProps {
  habits: { id: string; name: string }[]
  /** The habit to begin with; none for all. */
  habit: string | undefined
  today: Day
}

/** Asks for nothing for some days: of one habit or of all, until a day or until it is ended. */
export function PauseForm({ habits, habit, today }: PauseFormProps) {
  const { t, language } = useWords()
  const add = useAddPause()
  const [id, setId] = useState(newId)
  const [whose, setWhose] = useState(habit ?? ALL)
  const [reason, setReason] = useState<Reason>('vacation')
  const [first, setFirst] = useState<string>(today)
  const [open, setOpen] = useState(false)
  const [last, setLast] = useState<string>(addDays(today, 6))
  const [tried, setTried] = useState(false)
  const faultOfFirst = !isDay(first) ? t('fields.required') : open && first > today ? t('pauses.openStartsNow') : null
  const faultOfLast = open ? null : !isDay(last) ? t('fields.required') : last < first ? t('fields.endsBefore') : null
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setTried(true)
    if (faultOfFirst ?? faultOfLast) {
      focusFirstFault()
      return
    }
    const pause = { id, first, last: open ? null : last, reason, ...(whose === ALL ? {} : { habit_id: whose }) }
    add.mutate(pause, {
      onSuccess: () => {
        setId(newId())
        setTried(false)
        const name = habits.find((one) => one.id === whose)?.name
        showToast({ tone: 'done', title: name ? t('pauses.addedOne', { name }) : t('pauses.addedAll'), text: t('pauses.addedText') })
      },
    })
  }
  return (
    <form className="stack" style={{ gap: 20 }} noValidate onSubmit={submit}>
      <NativeSelect
        label={t('pauses.whose')}
        value={whose}
        onChange={(event) => setWhose(event.currentTarget.value)}
        data={[{ value: ALL, label: t('pauses.all') }, ...habits.map((one) => ({ value: one.id, label: one.name }))]}
      />
      <Choices
        legend={t('pauses.why')}
        name="pause-reason"
        value={reason}
        onChange={setReason}
        options={REASONS.map((value) => ({ value, label: t(`pauses.reasons.${value}`) }))}
      />
      <Choices
        legend={t('pauses.howLong')}
        name="pause-open"
        value={open ? 'open' : 'until'}
        onChange={(value) => setOpen(value === 'open')}
        options={[
          { value: 'until', label: t('pauses.untilDay') },
          { value: 'open', label: t('pauses.untilEnded') },
        ]}
      />
      <div className="pair">
        <TextInput type="date" label={t('pauses.first')} value={first} onChange={(event) => setFirst(event.currentTarget.value)} error={tried && faultOfFirst} />
        {!open && <TextInput type="date" label={t('pauses.last')} min={first} value={last} onChange={(event) => setLast(event.currentTarget.value)} error={tried && faultOfLast} />}
      </div>
      <p className="sm dim n" role="status">
        {!open && isDay(first) && isDay(last) && last >= first && (
          <>
            <span className="b">{shortRange(first, last, today, language)}</span>
            <br />
          </>
        )}
        {t('pauses.means')}
      </p>
      <FormProblem error={add.error} />
      <div>
        <Button type="submit" loading={add.isPending}>
          {whose === ALL ? t('pauses.pauseAll') : t('pauses.pauseOne')}
        </Button>
      </div>
    </form>
  )
}
