import { useRef } from 'react'
import { ApiProblem } from '@/api/problem'
import type { AgendaItem, SkipReason } from '@/api/types'
import { number } from '@/i18n/format'
import { amountWithUnit, unitOf } from '@/i18n/schedule-words'
import { useWords } from '@/i18n/use-words'
import { type Day, browserZone } from '@/lib/day'
import { stepFor } from '@/lib/schedule'
import { newId } from '@/lib/uuid'
import { fieldProblems, problemWords } from '@/ui/problem-words'
import { showToast } from '@/ui/toast-store'
import { type Change, useCheckOff } from './agenda.queries'
import { type PendingWrite, restoring } from './overlay'
import { isOffering, tellRefused } from './refused'

/** Two taps within this time are one tap by a shaky thumb. */
const DOUBLE_TAP_MS = 350

/** What a person can do to one habit on one day; each says what happened and offers to take it back. */
export function useEntry(item: AgendaItem, day: Day, today: Day) {
  const { t, language } = useWords()
  const { name } = item
  const lastTap = useRef(-Infinity)
  const checkOff = useCheckOff((error, write, again) => {
    const title = (count: number) => (count > 1 ? t('agenda.toast.failedMany', { count }) : t('agenda.toast.failed', { name }))
    tellRefused(error, write, { title, text: problemWords(t, error), again: t('agenda.toast.again') }, again)
  })

  const stamped = (change: Change): PendingWrite => {
    const entry = { ...change, tapped_at: new Date().toISOString(), zone: browserZone(), client_id: newId() }
    return { habitId: item.id, day, entry }
  }

  const send = (change: Change) => checkOff.mutate(stamped(change))

  const tell = (title: string, options: { note?: boolean; text?: string | undefined } = {}) => {
    if (isOffering()) return
    const run = () => {
      lastTap.current = -Infinity
      send(restoring(item, options.note ?? false))
    }
    showToast({ tone: 'done', title, text: options.text, action: { label: t('agenda.toast.undo'), run } })
  }

  const step = stepFor(item.goal.target, item.measure)
  const lengthens = day === today && item.streak_unit === 'day' && item.goal.schedule !== 'window'

  const lapse = (note?: string) => {
    send({ state: 'lapsed', ...noted(note) })
    tell(t('agenda.toast.lapsed', { name }), { note: note !== undefined, text: t('agenda.toast.lapsedText') })
  }

  return {
    step,
    /** Done or open again. A past day without a lapse was clean: taking that back is a lapse. */
    toggle: () => {
      const sinceLast = performance.now() - lastTap.current
      if (sinceLast < DOUBLE_TAP_MS) return
      lastTap.current = performance.now()
      const keptInThePast = item.kind === 'quit' && item.look === 'done' && day < today
      if (keptInThePast) {
        lapse()
        return
      }
      const done = item.state !== 'done'
      send({ state: done ? 'done' : 'none' })
      const text = done && lengthens ? t('agenda.toast.streak', { count: item.streak + 1 }) : undefined
      tell(t(done ? (item.kind === 'quit' ? 'agenda.toast.clean' : 'agenda.toast.done') : 'agenda.toast.undone', { name }), { text })
    },
    increment: () => {
      send({ state: 'done', increment: step })
      tell(t('agenda.toast.added', { name, amount: number(step, language) }))
    },
    /** Waits for the server; answers with its reason when it says no, so that the amount can be corrected. */
    setAmount: async (amount: number, note?: string): Promise<string | null> => {
      try {
        await checkOff.mutateAsync(stamped({ ...logged(item, amount), ...noted(note) }))
      } catch (error) {
        if (error instanceof ApiProblem && error.status < 500) return fieldProblems(t, error)['amount'] ?? problemWords(t, error)
        return null
      }
      tell(t('agenda.toast.set', { name, amount: amountWithUnit(language, amount, unitOf(t, item.measure, item.unit)) }), { note: note !== undefined })
      return null
    },
    setNote: (note: string) => {
      send({ ...restoring(item, false), note })
      tell(t('agenda.toast.noted', { name }), { note: true })
    },
    /** The steps that are ticked now; none of them is an open day. */
    setSteps: (steps: string[]) => {
      send(steps.length > 0 ? { state: 'done', steps } : { state: 'none' })
      tell(t('agenda.toast.steps', { name, done: steps.length, count: item.steps.length }))
    },
    lapse,
    skip: (reason: SkipReason | null, note?: string) => {
      send({ state: 'skipped', ...(reason ? { reason } : {}), ...noted(note) })
      tell(t('agenda.toast.skipped', { name }), { note: note !== undefined })
    },
    clear: (note?: string) => {
      send({ state: 'none', ...noted(note) })
      tell(t('agenda.toast.undone', { name }), { note: note !== undefined })
    },
  }
}

/** Nothing at all is an open day for what is built, and the best of days for what is quit. */
const logged = (item: AgendaItem, amount: number): Change =>
  amount > 0 || item.kind === 'quit' ? { state: 'done', amount } : { state: 'none' }

/** A note left out is kept as it is. */
const noted = (note: string | undefined): Partial<Pick<Change, 'note'>> => (note === undefined ? {} : { note })

export type Entry = ReturnType<typeof useEntry>
