import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { AgendaItem, DayRead } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { daysBetween } from '@/lib/day'
import { ForgottenTimer } from './ForgottenTimer'
import { agendaQueries } from './agenda.queries'
import { clockText } from './clock-text'
import { STALE_DAYS, elapsed, verdictOf } from './timer-rules'
import { type Timer, setTimer, useTimers } from './timers'
import { useNow } from './use-now'
import { useTimerRecord } from './use-timer-record'
import { useTimerTitle } from './use-timer-title'

/**
 * Watches over the running timers on every page: shows them in the document's title, says when one starts or stands
 * still, records what was counted, and asks about one that was forgotten.
 */
export default function TimerHost() {
  const timers = useTimers()
  const { data: today } = useQuery(agendaQueries.today())
  if (!today) return null
  return timers.map((timer) => (timer.day === today.date ? <Watch key={timer.habit} timer={timer} day={today} /> : <PastWatch key={timer.habit} timer={timer} />))
}

/** A timer of another day: its minutes belong there. */
function PastWatch({ timer }: { timer: Timer }) {
  const { data: day } = useQuery(agendaQueries.day(timer.day))
  return day ? <Watch timer={timer} day={day} /> : null
}

interface WatchProps {
  timer: Timer
  day: DayRead
}

function Watch({ timer, day }: WatchProps) {
  const item = day.habits.find(({ id }) => id === timer.habit)
  const isStale = !item && daysBetween(timer.day, day.today) > STALE_DAYS
  useEffect(() => {
    if (isStale) setTimer(timer.habit, null)
  }, [isStale, timer.habit])
  return item ? <OneTimer timer={timer} day={day} item={item} /> : null
}

function OneTimer({ timer, day, item }: WatchProps & { item: AgendaItem }) {
  const { t } = useWords()
  const runs = timer.since !== null
  const now = useNow(runs)
  const verdict = verdictOf(timer, item, now, day.today)
  const record = useTimerRecord(item, day, timer)
  useTimerTitle(runs ? `${clockText(elapsed(timer, now))} ${item.name}` : null)
  useEffect(() => {
    if (verdict === 'ended') record.counted()
    else if (verdict === 'reached') void record.target()
    /* Once for each verdict, whatever else is drawn again. */
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [verdict])
  return (
    <>
      <Said text={t(runs ? 'timer.saidRuns' : 'timer.saidPaused', { name: item.name })} />
      {verdict === 'forgotten' && <ForgottenTimer item={item} timer={timer} ran={elapsed(timer, now)} record={record} />}
    </>
  )
}

const SAID_AFTER_MS = 200

/** Read out politely, also the first time: what is there from the beginning would not be noticed. */
function Said({ text }: { text: string }) {
  const [said, setSaid] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), SAID_AFTER_MS)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <p className="sr" role="status">
      {said}
    </p>
  )
}
