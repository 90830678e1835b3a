import { Button, Modal } from '@mantine/core'
import { IconArrowBackUp, IconPlayerTrackNext } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { AgendaItem, DayRead } from '@/api/types'
import { dayAndMonth, percent } from '@/i18n/format'
import { scheduleWords } from '@/i18n/schedule-words'
import { useWords } from '@/i18n/use-words'
import { focusFaultyText } from '@/ui/focus-fault'
import { Tile } from '@/ui/Tile'
import { WeekStones } from '@/ui/WeekMarks'
import { AmountForm } from './AmountForm'
import { NoteForm } from './NoteForm'
import { NOTE_MAX, noteLength, noteToSave } from './note'
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
          {scheduleWords(t, language, item.goal, item.unit)}
        </p>
        <Figures item={item} />
        <div>
          <h3 className="label">{t('detail.week')}</h3>
          <WeekStones week={item.week} today={day.today} />
        </div>
        {item.measure === 'amount' && (
          <AmountForm
            key={item.id}
            label={item.unit ? `${amountLabel} (${item.unit})` : amountLabel}
            amount={item.amount}
            onSave={(amount) => {
              sent.current = tooLong ? undefined : note
              return entry.setAmount(amount, sent.current)
            }}
            onDone={() => (note === sent.current ? close() : saveNote())}
          />
        )}
        <NoteForm
          label={isToday ? t('detail.noteToday') : t('detail.noteThen', { day: dayAndMonth(day.date, language) })}
          text={text}
          changed={note !== undefined}
          onType={setTyped}
          onSave={saveNote}
        />
        <div>
          <div className="row wrap">
            {item.state === 'skipped' ? (
              <Button variant="default" leftSection={<IconArrowBackUp size={18} aria-hidden />} onClick={then(() => entry.clear(note))}>
                {t('detail.unskip')}
              </Button>
            ) : (
              <Button variant="default" leftSection={<IconPlayerTrackNext size={18} aria-hidden />} onClick={then(() => entry.skip(note))}>
                {t(isToday ? 'detail.skipToday' : 'detail.skipThen')}
              </Button>
            )}
            {(item.state === 'done' || item.state === 'partial') && (
              <Button variant="subtle" color="gray" leftSection={<IconArrowBackUp size={18} aria-hidden />} onClick={then(() => entry.clear(note))}>
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
