import { Button, Modal, TextInput, Textarea } from '@mantine/core'
import { IconArrowBackUp, IconPlayerTrackNext } from '@tabler/icons-react'
import { type SyntheticEvent, useState } from 'react'
import type { AgendaItem, DayRead } from '@/api/types'
import { dayAndMonth, number, parseAmount, percent } from '@/i18n/format'
import { scheduleWords } from '@/i18n/schedule-words'
import { useWords } from '@/i18n/use-words'
import { Tile } from '@/ui/Tile'
import { WeekStones } from '@/ui/WeekMarks'
import { useEntry } from './use-entry'

interface HabitSheetProps {
  item: AgendaItem
  day: DayRead
  opened: boolean
  onClose: () => void
}

/** Everything about one habit on one day: how it stands, and every way to log it. What is logged closes the sheet. */
export default function HabitSheet({ item, day, opened, onClose }: HabitSheetProps) {
  const { t, language } = useWords()
  const entry = useEntry(item, day.date, day.today)
  const then =
    <Args extends unknown[]>(act: (...args: Args) => void) =>
    (...args: Args) => {
      act(...args)
      onClose()
    }
  const isToday = day.date === day.today
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      returnFocus={false}
      className="sheet"
      size={460}
      closeButtonProps={{ size: 44, iconSize: 22, 'aria-label': t('app.close') }}
      title={
        <span className="row">
          <Tile icon={item.icon} color={item.color} />
          <span className="grow h3">{item.name}</span>
        </span>
      }
    >
      <div className="stack" style={{ gap: 20 }}>
        <p className="dim" data-autofocus tabIndex={-1} style={{ outline: 'none' }}>
          {item.question && (
            <>
              {item.question}
              <br />
            </>
          )}
          {scheduleWords(t, language, item.goal, item.unit)}
        </p>
        <Figures item={item} />
        <div>
          <h3 className="label">{t('detail.week')}</h3>
          <WeekStones week={item.week} today={day.today} />
        </div>
        {item.measure === 'amount' && <AmountForm key={item.amount} item={item} day={day} onSave={then(entry.setAmount)} />}
        <NoteForm key={item.note} item={item} day={day} onSave={then(entry.setNote)} />
        <div>
          <div className="row wrap">
            {item.state === 'skipped' ? (
              <Button variant="default" leftSection={<IconArrowBackUp size={18} aria-hidden />} onClick={then(() => entry.clear())}>
                {t('detail.unskip')}
              </Button>
            ) : (
              <Button variant="default" leftSection={<IconPlayerTrackNext size={18} aria-hidden />} onClick={then(() => entry.skip())}>
                {t(isToday ? 'detail.skipToday' : 'detail.skipThen')}
              </Button>
            )}
            {(item.state === 'done' || item.state === 'partial') && (
              <Button variant="subtle" color="gray" leftSection={<IconArrowBackUp size={18} aria-hidden />} onClick={then(() => entry.clear())}>
                {t('detail.clear')}
              </Button>
            )}
          </div>
          <p className="xs dim" style={{ marginTop: 10 }}>
            {t('detail.skipHint')}
          </p>
        </div>
      </div>
    </Modal>
  )
}

function Figures({ item }: { item: AgendaItem }) {
  const { t } = useWords()
  return (
    <div>
      <dl className="figures" style={{ margin: 0 }}>
        <div className="figure">
          <dt className="xs dim">{t('detail.streak')}</dt>
          <dd className="disp n">
            {item.streak} <small>{t('detail.days', { count: item.streak })}</small>
          </dd>
        </div>
        <div className="figure">
          <dt className="xs dim">{t('detail.longest')}</dt>
          <dd className="disp n">
            {item.longest_streak} <small>{t('detail.days', { count: item.longest_streak })}</small>
          </dd>
        </div>
        <div className="figure">
          <dt className="xs dim">{t('detail.strength')}</dt>
          <dd className="disp n">{percent(item.strength)}</dd>
        </div>
      </dl>
      <p className="xs dim" style={{ marginTop: 8 }}>
        {t('detail.strengthHint')}
      </p>
    </div>
  )
}

interface FormProps<Value> {
  item: AgendaItem
  day: DayRead
  onSave: (value: Value) => void
}

function AmountForm({ item, day, onSave }: FormProps<number>) {
  const { t, language } = useWords()
  const [text, setText] = useState(item.amount === null ? '' : number(item.amount, language).replace(/[^\d.,]/g, ''))
  const [wrong, setWrong] = useState(false)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const amount = parseAmount(text)
    setWrong(amount === null)
    if (amount !== null) onSave(amount)
  }
  const label = day.date === day.today ? t('detail.amountToday') : t('detail.amountThen', { day: dayAndMonth(day.date, language) })
  return (
    <form className="row" style={{ alignItems: 'flex-end' }} onSubmit={submit} noValidate>
      <TextInput
        className="grow"
        label={item.unit ? `${label} (${item.unit})` : label}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={wrong && t('fields.numberOrZero')}
      />
      <Button type="submit" variant="light" h={48} aria-label={t('detail.saveAmount')}>
        {t('detail.save')}
      </Button>
    </form>
  )
}

function NoteForm({ item, day, onSave }: FormProps<string>) {
  const { t, language } = useWords()
  const [text, setText] = useState(item.note ?? '')
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    onSave(text)
  }
  return (
    <form className="stack" style={{ gap: 8 }} onSubmit={submit}>
      <Textarea
        label={day.date === day.today ? t('detail.noteToday') : t('detail.noteThen', { day: dayAndMonth(day.date, language) })}
        rows={2}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {text.trim() !== (item.note ?? '') && (
        <div>
          <Button type="submit" variant="light">
            {t('detail.saveNote')}
          </Button>
        </div>
      )}
    </form>
  )
}
