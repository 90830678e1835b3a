import { useRef } from 'react'
import { ApiProblem } from '@/api/problem'
import type { AgendaItem } from '@/api/types'
import { number } from '@/i18n/format'
import { amountWithUnit } from '@/i18n/schedule-words'
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

  const step = stepFor(item.goal.target)
  const daily = item.goal.days === 1 && day === today

  return {
    step,
    toggle: () => {
      const sinceLast = performance.now() - lastTap.current
      if (sinceLast < DOUBLE_TAP_MS) return
      lastTap.current = performance.now()
      const done = item.state !== 'done'
      send({ state: done ? 'done' : 'none' })
      const text = done && daily ? t('agenda.toast.streak', { count: item.streak + 1 }) : undefined
      tell(t(done ? 'agenda.toast.done' : 'agenda.toast.undone', { name }), { text })
    },
    increment: () => {
      send({ state: 'done', increment: step })
      tell(t('agenda.toast.added', { name, amount: number(step, language) }))
    },
    /** Waits for the server; answers with its reason when it says no, so that the amount can be corrected. */
    setAmount: async (amount: number, note?: string): Promise<string | null> => {
      try {
        await checkOff.mutateAsync(stamped({ ...(amount > 0 ? { state: 'done', amount } : { state: 'none' }), ...noted(note) }))
      } catch (error) {
        if (error instanceof ApiProblem && error.status < 500) return fieldProblems(t, error)['amount'] ?? problemWords(t, error)
        return null
      }
      tell(t('agenda.toast.set', { name, amount: amountWithUnit(language, amount, item.unit) }), { note: note !== undefined })
      return null
    },
    setNote: (note: string) => {
      send({ ...restoring(item, false), note })
      tell(t('agenda.toast.noted', { name }), { note: true })
    },
    skip: (note?: string) => {
      send({ state: 'skipped', ...noted(note) })
      tell(t('agenda.toast.skipped', { name }), { note: note !== undefined })
    },
    clear: (note?: string) => {
      send({ state: 'none', ...noted(note) })
      tell(t('agenda.toast.undone', { name }), { note: note !== undefined })
    },
  }
}

/** A note left out is kept as it is. */
const noted = (note: string | undefined): Partial<Pick<Change, 'note'>> => (note === undefined ? {} : { note })

export type Entry = ReturnType<typeof useEntry>
