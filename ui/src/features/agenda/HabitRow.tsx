import { IconCheck, IconNote, IconPlus } from '@tabler/icons-react'
import type { AgendaItem, DayRead } from '@/api/types'
import { number, shortNumber } from '@/i18n/format'
import { amountWithUnit } from '@/i18n/schedule-words'
import { useWords } from '@/i18n/use-words'
import { Streak } from '@/ui/Streak'
import { Tile } from '@/ui/Tile'
import { progressOf } from './progress'
import { tapTime } from './tap-time'
import { type Entry, useEntry } from './use-entry'

interface HabitRowProps {
  item: AgendaItem
  day: DayRead
  zone: string
  /** Called with the button that was used, to give the focus back to. */
  onOpen: (from: HTMLElement) => void
}

/** One habit of a day: what it is, how it stands, and the one control to log it. */
export function HabitRow({ item, day, zone, onOpen }: HabitRowProps) {
  const { t, language } = useWords()
  const entry = useEntry(item, day.date, day.today)
  return (
    <li className={`li habit-row p-${item.color}`} data-state={item.state}>
      <button
        type="button"
        className="habit-open"
        aria-label={t('agenda.openDetails', { name: item.name })}
        onClick={(event) => onOpen(event.currentTarget)}
      >
        <Tile icon={item.icon} color={item.color} />
      </button>
      <HabitText item={item} isToday={day.date === day.today} time={tapTime(item, { ...day, zone }, language)} />
      {item.measure === 'check' ? <Check item={item} entry={entry} /> : <Increment item={item} entry={entry} />}
    </li>
  )
}

interface HabitTextProps {
  item: AgendaItem
  isToday: boolean
  /** When it was ticked, if that is known. */
  time: string | null
}

function HabitText({ item, isToday, time }: HabitTextProps) {
  const { t, language } = useWords()
  const progress = progressOf(item)
  return (
    <div className="grow habit-text">
      <div className={`nm trunc ${item.state === 'done' ? 'dim' : ''}`}>{item.name}</div>
      <div className="meta n">
        <Standing item={item} language={language} />
        {item.state === 'skipped' && <span>{t('agenda.skipped')}</span>}
        {wasNotNeeded(item) && <span>{t(isToday ? 'agenda.notNeeded' : 'agenda.notNeededThen')}</span>}
        {time && item.measure === 'check' && item.goal.days === 1 && <TappedAt time={time} />}
        {isToday && <Streak days={item.streak} />}
        {item.note && (
          <span>
            <IconNote size={16} stroke={1.75} aria-hidden />
            <span className="sr">{t('agenda.hasNote')}</span>
          </span>
        )}
      </div>
      {progress !== null && (
        <span className="bar habit-bar" aria-hidden="true">
          <i style={{ width: `${progress * 100}%` }} />
        </span>
      )}
    </div>
  )
}

/** Whether the days before had done enough. Before a habit's first day it is not due either, with nothing done. */
const wasNotNeeded = ({ state, due, window }: AgendaItem): boolean => state === 'none' && !due && window.done >= window.needed

function TappedAt({ time }: { time: string }) {
  const { t } = useWords()
  return (
    <span>
      <span aria-hidden="true">{time}</span>
      <span className="sr">{t('agenda.tappedAt', { time })}</span>
    </span>
  )
}

/** How much of the goal is reached: "5 of 8 glasses", "2 of 3 in 7 days". Nothing for a daily yes or no. */
function Standing({ item, language }: { item: AgendaItem; language: string }) {
  const { t } = useWords()
  const { days, target } = item.goal
  const done = number(item.window.done, language)
  if (item.measure === 'check') {
    if (days === 1) return null
    return <span>{t('agenda.windowCheck', { done, needed: item.window.needed, days })}</span>
  }
  if (target === null) return <span>{amountWithUnit(language, item.amount ?? 0, item.unit)}</span>
  const needed = amountWithUnit(language, target, item.unit)
  return (
    <span>
      {item.state === 'done' && <IconCheck size={16} stroke={2.4} className="habit-tick" aria-hidden />}
      {days === 1 ? t('agenda.amountOf', { done: number(item.amount ?? 0, language), needed }) : t('agenda.windowAmount', { done, needed, days })}
    </span>
  )
}

interface ControlProps {
  item: AgendaItem
  entry: Entry
}

function Check({ item, entry }: ControlProps) {
  const { t } = useWords()
  const done = item.state === 'done'
  return (
    <button type="button" className="check" aria-pressed={done} aria-label={t('agenda.check', { name: item.name })} onClick={entry.toggle}>
      {done && <IconCheck size={24} stroke={2.6} aria-hidden />}
    </button>
  )
}

function Increment({ item, entry }: ControlProps) {
  const { t, language } = useWords()
  const amount = shortNumber(entry.step, language)
  return (
    <button
      type="button"
      className="increment tinted n"
      aria-label={t('agenda.increment', { name: item.name, amount })}
      onClick={entry.increment}
    >
      <IconPlus size={20} stroke={2.2} aria-hidden />
      {amount}
    </button>
  )
}
