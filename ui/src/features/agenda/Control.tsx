import { IconCheck, IconPlayerPlayFilled, IconPlus, IconRotate2 } from '@tabler/icons-react'
import { type MouseEvent, Suspense, lazy } from 'react'
import type { AgendaItem, DayAt } from '@/api/types'
import { shortNumber } from '@/i18n/format'
import { withWords } from '@/i18n/i18n'
import { useWords } from '@/i18n/use-words'
import { isCounted } from './prediction'
import { type Timer, isTimed, startTimer } from './timers'
import type { Entry } from './use-entry'
import { useLongPress } from './use-long-press'

const TimerControls = lazy(withWords(() => import('./TimerControls')))

/** What a row can open: its sheet, its sheet at the note, or a small entry of an amount. */
export type Opens = 'sheet' | 'note' | 'amount'

export type Open = (from: HTMLElement, what?: Opens) => void

interface ControlProps {
  item: AgendaItem
  entry: Entry
}

interface OpenControlProps extends ControlProps {
  onOpen: Open
}

interface RowControlProps extends OpenControlProps {
  day: DayAt
  timer: Timer | undefined
}

/** The one control of a row: tick, "+ 1", the timer, the steps of a checklist, or "Stayed clean". */
export function Control({ item, day, entry, timer, onOpen }: RowControlProps) {
  if (isTimed(item, day)) {
    if (timer) return <Running item={item} timer={timer} />
    return item.state === 'done' ? <Check item={item} entry={entry} /> : <Play item={item} day={day} onOpen={onOpen} />
  }
  if (isCounted(item)) return <Increment item={item} entry={entry} onOpen={onOpen} />
  if (item.state === 'lapsed') return <Lapsed item={item} entry={entry} />
  if (item.kind === 'quit' && item.look !== 'done') return <StayedClean item={item} entry={entry} />
  if (item.steps.length > 0 && item.state !== 'done') return <Steps item={item} onOpen={onOpen} />
  return <Check item={item} entry={entry} />
}

export function Check({ item, entry }: ControlProps) {
  const { t } = useWords()
  const done = item.look === 'done'
  const toggle = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    /* Only what was tapped draws its tick: a page that opens stands still. */
    currentTarget.dataset['tapped'] = ''
    entry.toggle()
  }
  return (
    <button type="button" data-control className="check" aria-pressed={done} aria-label={t(item.kind === 'quit' ? 'agenda.clean' : 'agenda.check', { name: item.name })} onClick={toggle}>
      {done && <IconCheck size={24} stroke={2.6} aria-hidden />}
    </button>
  )
}

function StayedClean({ item, entry }: ControlProps) {
  const { t } = useWords()
  return (
    <button type="button" data-control className="increment stayed-clean" aria-pressed="false" aria-label={t('agenda.clean', { name: item.name })} onClick={entry.toggle}>
      {t('agenda.stayedClean')}
    </button>
  )
}

function Lapsed({ item, entry }: ControlProps) {
  const { t } = useWords()
  return (
    <button type="button" data-control className="increment tinted p-clay" aria-pressed="true" aria-label={t('agenda.lapsed', { name: item.name })} onClick={() => entry.clear()}>
      <IconRotate2 size={18} stroke={1.75} aria-hidden />
      {t('states.lapsed')}
    </button>
  )
}

function Steps({ item, onOpen }: Omit<OpenControlProps, 'entry'>) {
  const { t } = useWords()
  const [done, count] = [item.ticked?.length ?? 0, item.steps.length]
  return (
    <button
      type="button"
      data-control
      className="increment tinted n"
      aria-label={t('agenda.openSteps', { name: item.name, done, count })}
      onClick={(event) => onOpen(event.currentTarget)}
    >
      {t('agenda.fraction', { done, count })}
    </button>
  )
}

function Increment({ item, entry, onOpen }: OpenControlProps) {
  const { t, language } = useWords()
  const press = useLongPress((from) => onOpen(from, 'amount'))
  const amount = shortNumber(entry.step, language)
  return (
    <button
      type="button"
      data-control
      className="increment tinted n"
      aria-label={t('agenda.increment', { name: item.name, amount })}
      aria-keyshortcuts="Shift+Enter"
      {...press}
      onClick={entry.increment}
    >
      <IconPlus size={20} stroke={2.2} aria-hidden />
      {amount}
    </button>
  )
}

function Play({ item, day, onOpen }: { item: AgendaItem; day: DayAt; onOpen: Open }) {
  const { t } = useWords()
  const press = useLongPress((from) => onOpen(from, 'amount'))
  return (
    <button
      type="button"
      data-control
      className="increment tinted"
      aria-label={t('agenda.startTimer', { name: item.name })}
      aria-keyshortcuts="Shift+Enter"
      {...press}
      onClick={() => startTimer(item.id, day.date)}
    >
      <IconPlayerPlayFilled size={20} aria-hidden />
    </button>
  )
}

function Running({ item, timer }: { item: AgendaItem; timer: Timer }) {
  return (
    <Suspense fallback={<span className="timer-acts" />}>
      <TimerControls name={item.name} timer={timer} />
    </Suspense>
  )
}
