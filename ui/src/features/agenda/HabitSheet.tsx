import { Modal } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { AgendaItem, DayRead } from '@/api/types'
import { dayAndMonth } from '@/i18n/format'
import { scheduleWords, unitOf } from '@/i18n/schedule-words'
import { useWords } from '@/i18n/use-words'
import { askedOfItem, hasSpan } from '@/lib/schedule'
import { focusFaultyText } from '@/ui/focus-fault'
import { HabitFigures } from '@/ui/HabitFigures'
import { Tile } from '@/ui/Tile'
import { WeekStones } from '@/ui/WeekMarks'
import { AmountForm } from './AmountForm'
import { NoteForm } from './NoteForm'
import { SheetActions } from './SheetActions'
import { leftWords, spanWords } from './Standing'
import { StepList } from './StepList'
import { NOTE_MAX, noteLength, noteToSave } from './note'
import { isCounted } from './prediction'
import { useEntry } from './use-entry'

interface HabitSheetProps {
  item: AgendaItem
  day: DayRead
  opened: boolean
  onClose: () => void
}

/**
 * Everything about one habit on one day: how it stands, and every way to log it. What is logged closes the sheet, and
 * however it closes, a note that was typed is saved.
 */
export default function HabitSheet({ item, day, opened, onClose }: HabitSheetProps) {
  const { t, language } = useWords()
  const entry = useEntry(item, day.date, day.today)
  const [typed, setTyped] = useState<string | null>(null)
  /** The note that went out with the amount: stored, or offered again, together with it. */
  const sent = useRef<string | undefined>(undefined)
  const text = typed ?? item.note ?? ''
  const note = noteToSave(typed, item.note)
  const unit = unitOf(t, item.measure, item.unit)
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
  const saveNote = then(() => {
    if (note !== undefined) entry.setNote(note)
  })
  const isToday = day.date === day.today
  const amountLabel = isToday ? t('detail.amountToday') : t('detail.amountThen', { day: dayAndMonth(day.date, language) })
  return (
    <Modal
      opened={opened}
      onClose={saveNote}
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
        <p className="dim sheet-lead" data-autofocus tabIndex={-1}>
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
          <AmountForm
            key={item.id}
            label={unit ? `${amountLabel} (${unit})` : amountLabel}
            amount={item.amount}
            onSave={(amount) => {
              sent.current = tooLong ? undefined : note
              return entry.setAmount(amount, sent.current)
            }}
            onDone={() => (note === sent.current ? close() : saveNote())}
          />
        )}
        <SheetActions item={item} isToday={isToday} entry={entry} note={note} then={then} />
        <NoteForm
          label={isToday ? t('detail.noteToday') : t('detail.noteThen', { day: dayAndMonth(day.date, language) })}
          text={text}
          changed={note !== undefined}
          onType={setTyped}
          onSave={saveNote}
        />
        <HabitFigures habit={item} />
        <div>
          <h3 className="label">{t('detail.week')}</h3>
          <WeekStones week={item.week} today={day.today} />
        </div>
        <Link to="/habits/$id" params={{ id: item.id }} className="link" onClick={saveNote}>
          {t('detail.more')}
          <IconChevronRight size={16} aria-hidden />
        </Link>
      </div>
    </Modal>
  )
}

/** "2 of 3 this week, 1 left until Sunday, safe to skip today." */
function SpanLine({ item, day }: { item: AgendaItem; day: DayRead }) {
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
