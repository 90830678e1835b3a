import { Button, Modal } from '@mantine/core'
import { IconChevronRight, IconPlayerPlayFilled } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { AgendaItem, DayAt } from '@/api/types'
import { dayAndMonth } from '@/i18n/format'
import { unitOf } from '@/i18n/amount-words'
import { scheduleWords } from '@/i18n/schedule-words'
import { useWords } from '@/i18n/use-words'
import { askedOfItem, hasSpan } from '@/lib/schedule'
import { focusFaultyText } from '@/ui/focus-fault'
import { HabitFigures } from '@/ui/HabitFigures'
import { Tile } from '@/ui/Tile'
import { WeekStones } from '@/ui/WeekMarks'
import { AmountForm } from './AmountForm'
import { NoteForm } from './NoteForm'
import { PresetChips } from './PresetChips'
import { SheetActions } from './SheetActions'
import { leftWords, spanWords } from './Standing'
import { StepList } from './StepList'
import { NOTE_MAX, noteLength, noteToSave } from './note'
import { isCounted } from './prediction'
import { rememberAdded } from './presets'
import { isTimed, startTimer, timerOf } from './timers'
import { useAmountDraft } from './use-amount-draft'
import { useEntry } from './use-entry'

interface HabitSheetProps {
  item: AgendaItem
  day: DayAt
  opened: boolean
  /** Whether it opens with its note ready to be written. */
  atNote?: boolean
  onClose: () => void
}

/**
 * Everything about one habit on one day: how it stands, and every way to log it. What is logged closes the sheet, and
 * however it closes, a note or an amount that was typed is saved.
 */
export default function HabitSheet({ item, day, opened, atNote = false, onClose }: HabitSheetProps) {
  const { t, language } = useWords()
  const entry = useEntry(item, day.date, day.today)
  const [typed, setTyped] = useState<string | null>(null)
  /** The note that went out with the amount: stored, or offered again, together with it. */
  const sent = useRef<string | undefined>(undefined)
  const text = typed ?? item.note ?? ''
  const note = noteToSave(typed, item.note)
  const unit = unitOf(t, item.measure, item.unit)
  const draft = useAmountDraft(item, day.date, entry)
  const close = () => {
    setTyped(null)
    onClose()
  }
  const tooLong = note !== undefined && noteLength(note) > NOTE_MAX
  /** A note that is too long must be made shorter before the sheet closes. */
  const then = (act: () => void) => () => {
    if (tooLong) {
      focusFaultyText()
      return
    }
    act()
    close()
  }
  const saveNote = () => {
    if (note !== undefined) entry.setNote(note)
  }
  const leave = then(() => {
    if (!draft.leave(note)) saveNote()
  })
  const log = (act: () => void) =>
    then(() => {
      draft.forget()
      act()
    })
  /** The note goes first: it carries the amount as it is now, to which this is added. */
  const add = (amount: number) => {
    saveNote()
    entry.add(amount)
    rememberAdded(item.id, amount)
  }
  const start = () => {
    saveNote()
    startTimer(item.id, day.date)
  }
  const done = () => {
    draft.forget()
    if (note === sent.current) close()
    else then(saveNote)()
  }
  const isToday = day.date === day.today
  const amountLabel = isToday ? t('detail.amountToday') : t('detail.amountThen', { day: dayAndMonth(day.date, language) })
  return (
    <Modal
      opened={opened}
      onClose={leave}
      returnFocus={false}
      className={opened ? 'sheet sheet-open' : 'sheet'}
      size={460}
      closeButtonProps={{ size: 44, iconSize: 22, 'aria-label': t('app.close') }}
      title={
        <span className="row">
          <Tile icon={item.icon} color={item.color} />
          <span className="grow h3 sheet-name">{item.name}</span>
        </span>
      }
    >
      <div className="stack" style={{ gap: 20 }}>
        <p className="dim sheet-lead" data-autofocus={atNote ? undefined : true} tabIndex={-1}>
          {item.question && (
            <>
              {item.question}
              <br />
            </>
          )}
          {scheduleWords(t, language, askedOfItem(item), unit)}
          <SpanLine item={item} day={day} />
        </p>
        {item.steps.length > 0 && <StepList item={item} onChange={entry.setSteps} />}
        {isCounted(item) && (
          <div className="stack sheet-amount">
            {isTimed(item, day) && !timerOf(item.id) && (
              <div>
                <Button variant="light" leftSection={<IconPlayerPlayFilled size={18} aria-hidden />} onClick={then(start)}>
                  {t('timer.begin')}
                </Button>
              </div>
            )}
            <PresetChips item={item} step={entry.step} onAdd={(amount) => log(() => add(amount))()} />
            <AmountForm
              label={unit ? `${amountLabel} (${unit})` : amountLabel}
              amount={item.amount}
              typed={draft.typed}
              onType={draft.onType}
              hint={draft.hint}
              onSave={(amount) => {
                sent.current = tooLong ? undefined : note
                return entry.setAmount(amount, sent.current)
              }}
              onDone={done}
            />
          </div>
        )}
        <SheetActions item={item} isToday={isToday} entry={entry} note={note} then={log} />
        <NoteForm
          label={isToday ? t('detail.noteToday') : t('detail.noteThen', { day: dayAndMonth(day.date, language) })}
          text={text}
          changed={note !== undefined}
          onType={setTyped}
          atOnce={atNote}
          onSave={leave}
        />
        <HabitFigures habit={item} />
        <div>
          <h3 className="label">{t('detail.week')}</h3>
          <WeekStones week={item.week} today={day.today} />
        </div>
        <Link to="/habits/$id" params={{ id: item.id }} className="link" onClick={leave}>
          {t('detail.more')}
          <IconChevronRight size={16} aria-hidden />
        </Link>
      </div>
    </Modal>
  )
}

/** "2 of 3 this week, 1 left until Sunday, safe to skip today." */
function SpanLine({ item, day }: { item: AgendaItem; day: DayAt }) {
  const { t, language } = useWords()
  if (!hasSpan(item.goal.schedule) || day.date !== day.today) return null
  const { done, needed, is_safe_to_skip: isSafe } = item.window
  const isBehind = item.kind === 'build' && done < needed
  const words = [
    spanWords(t, language, item),
    isBehind && item.goal.schedule !== 'window' && leftWords(t, language, item, day),
    isBehind && isSafe && item.state === 'none' && t('agenda.safeToSkip'),
  ].filter(Boolean)
  return (
    <>
      <br />
      {`${words.join(', ')}.`}
    </>
  )
}
