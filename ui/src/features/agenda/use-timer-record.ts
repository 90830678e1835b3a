import type { AgendaItem, DayRead } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { currentToast, showToast } from '@/ui/toast-store'
import { minutesOf, missing, paused } from './timer-rules'
import { type Timer, setTimer, timerOf } from './timers'
import { useEntry } from './use-entry'

/** Started and stopped at once, six seconds at most: a slip of the thumb. */
const LEAST_MINUTES = 0.1

const BUZZ_MS = [200, 100, 200]

/** Takes a timer away for good; null when another tab was faster. */
function taken(habit: string): Timer | null {
  const timer = timerOf(habit) ?? null
  setTimer(habit, null)
  return timer
}

/** One tab after the other: each would record the same minutes. */
async function take(habit: string): Promise<Timer | null> {
  /* Not there on plain http, whatever the types say. */
  const locks = navigator.locks as LockManager | undefined
  return locks ? locks.request('habitus-timers', () => taken(habit)) : taken(habit)
}

/** What can become of a timer: recorded on its own day, in part or whole, or thrown away. */
export function useTimerRecord(item: AgendaItem, day: DayRead, timer: Timer) {
  const { t } = useWords()
  const { name } = item
  const entry = useEntry(item, day.date, day.today)

  const discarded = (found: Timer) => {
    const run = () => setTimer(found.habit, { ...paused(found, Date.now()), ended: false })
    showToast({ tone: 'plain', title: t('timer.discarded', { name }), action: { label: t('agenda.toast.undo'), run } })
  }
  const record = async (amount: (timer: Timer) => number): Promise<boolean> => {
    const found = await take(timer.habit)
    if (!found) return false
    const minutes = amount(found)
    if (minutes < LEAST_MINUTES) discarded(found)
    else entry.add(minutes)
    return minutes >= LEAST_MINUTES
  }
  const counted = (found: Timer) => minutesOf(paused(found, Date.now()).before)

  return {
    /** All of it. */
    counted: () => void record(counted),
    /** What was missing to the target, and tells that it is reached. */
    target: async () => {
      if (!(await record(() => missing(item) ?? 0))) return
      /* Not on every device, whatever the types say. */
      const buzzer = navigator as { vibrate?: (pattern: number[]) => boolean }
      buzzer.vibrate?.(BUZZ_MS)
      showToast({ tone: 'done', title: t('timer.reached', { name }), action: currentToast()?.action })
    },
    discard: async () => {
      const found = await take(timer.habit)
      if (found) discarded(found)
    },
  }
}
