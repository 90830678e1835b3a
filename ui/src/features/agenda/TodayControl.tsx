import { Button } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconListCheck, IconPlayerTrackNext, IconPlus, IconRotate2 } from '@tabler/icons-react'
import { Suspense, lazy } from 'react'
import type { AgendaItem, DayRead } from '@/api/types'
import { amountWithUnit, unitOf } from '@/i18n/amount-words'
import { number } from '@/i18n/format'
import { withWords } from '@/i18n/i18n'
import { type Translate, useWords } from '@/i18n/use-words'
import { isCounted } from './prediction'
import { tapTime } from './tap-time'
import { type Entry, useEntry } from './use-entry'

const HabitSheet = lazy(withWords(() => import('./HabitSheet')))

interface TodayControlProps {
  item: AgendaItem
  day: DayRead
  zone: string
  /** Whether the sheet with everything about today is open, and whether it is there for the note. */
  sheet: 'open' | 'note' | null
  onOpen: () => void
  onClose: () => void
}

const ICON = { size: 18, 'aria-hidden': true } as const

/** Today on a habit's own page: how it stands and what logs it, large. Everything else is in the sheet. */
export function TodayControl({ item, day, zone, sheet, onOpen, onClose }: TodayControlProps) {
  const { t, language } = useWords()
  const entry = useEntry(item, day.date, day.today)
  const isDone = item.state === 'done' && item.look === 'done'
  const rests = item.state === 'skipped' || item.state === 'lapsed'
  return (
    <div className="today-control" role="group" aria-label={t('app.today')}>
      {isDone ? (
        <Button variant="light" color="moss" leftSection={<IconCheck {...ICON} stroke={2.4} />} aria-haspopup="dialog" onClick={onOpen}>
          {doneWords(t, language, item, tapTime(item, { ...day, zone }, language))}
        </Button>
      ) : rests ? (
        <Button variant="default" leftSection={<RestIcon state={item.state} />} aria-haspopup="dialog" onClick={onOpen}>
          {item.state === 'skipped' ? t('insight.log.skipped') : t('insight.log.lapsed')}
        </Button>
      ) : (
        <Log item={item} entry={entry} onOpen={onOpen} />
      )}
      {(isDone && !isCounted(item)) || rests ? (
        <Button variant="default" leftSection={<IconArrowBackUp {...ICON} stroke={1.75} />} onClick={() => entry.clear()}>
          {t('agenda.toast.undo')}
        </Button>
      ) : isDone ? (
        <Increment entry={entry} variant="default" />
      ) : (
        <Button variant="default" aria-haspopup="dialog" onClick={onOpen}>
          {isCounted(item) ? amountWords(t, language, item) : t('insight.log.more')}
        </Button>
      )}
      <Suspense>{sheet && <HabitSheet item={item} day={day} opened atNote={sheet === 'note'} onClose={onClose} />}</Suspense>
    </div>
  )
}

interface LogProps {
  item: AgendaItem
  entry: Entry
  onOpen: () => void
}

/** What a tap does to an open day. */
function Log({ item, entry, onOpen }: LogProps) {
  const { t } = useWords()
  if (isCounted(item)) return <Increment entry={entry} variant="filled" />
  if (item.steps.length > 0) {
    return (
      <Button leftSection={<IconListCheck {...ICON} stroke={1.75} />} aria-haspopup="dialog" onClick={onOpen}>
        {t('agenda.steps', { done: item.ticked?.length ?? 0, count: item.steps.length })}
      </Button>
    )
  }
  return (
    <Button leftSection={<IconCheck {...ICON} stroke={2.4} />} onClick={entry.toggle}>
      {t(item.kind === 'quit' ? 'agenda.stayedClean' : 'insight.log.done')}
    </Button>
  )
}

function Increment({ entry, variant }: { entry: Entry; variant: 'filled' | 'default' }) {
  const { t, language } = useWords()
  return (
    <Button variant={variant} leftSection={<IconPlus {...ICON} stroke={2.4} />} onClick={entry.increment}>
      {t('insight.log.add', { amount: number(entry.step, language) })}
    </Button>
  )
}

function RestIcon({ state }: { state: AgendaItem['state'] }) {
  return state === 'skipped' ? <IconPlayerTrackNext {...ICON} stroke={1.75} /> : <IconRotate2 {...ICON} stroke={1.75} />
}

/** "Done at 07:10", "8 of 8 glasses", "Stayed clean". */
function doneWords(t: Translate, language: string, item: AgendaItem, time: string | null): string {
  if (isCounted(item)) return amountWords(t, language, item)
  if (item.kind === 'quit') return t('agenda.stayedClean')
  return time ? t('agenda.tappedAt', { time }) : t('insight.log.doneToday')
}

/** "5 of 8 glasses", or "5 glasses" where the goal is not a day's. */
function amountWords(t: Translate, language: string, { amount, goal, measure, unit }: AgendaItem): string {
  const name = unitOf(t, measure, unit)
  if (goal.target === null || goal.sums) return amountWithUnit(language, amount ?? 0, name)
  return t('agenda.amountOf', { done: number(amount ?? 0, language), needed: amountWithUnit(language, goal.target, name) })
}
