import { useState } from 'react'
import type { Tap } from '@/api/outbox/items'
import type { AgendaItem, SkipReason } from '@/api/types'
import { number } from '@/i18n/format'
import { amountWithUnit, unitOf } from '@/i18n/amount-words'
import { type Translate, useWords } from '@/i18n/use-words'
import { type Day, browserZone } from '@/lib/day'
import { stepFor } from '@/lib/schedule'
import { newId } from '@/lib/uuid'
import { fieldProblems, problemWords } from '@/ui/problem-words'
import { showToast } from '@/ui/toast-store'
import { type Change, keepTap, tryTap } from './agenda.queries'
import { restoring } from './overlay'

/** Two taps within this time are one tap by a shaky thumb. */
const DOUBLE_TAP_MS = 350

let last = 0

/**
 * Now, but after the tap before and after the one whose outcome is on the screen: of two changes of one day the later
 * instant wins, and this device's clock may be behind, or have been set back.
 */
function nextInstant(seen: string | null): string {
  const shown = seen === null ? 0 : Date.parse(seen)
  last = Math.max(last + 1, Date.now(), shown + 1)
  return new Date(last).toISOString()
}

/** Knows the tap before: whether another one belongs to it. */
export function tapGuard() {
  let at = -Infinity
  return {
    isDouble: (): boolean => {
      const since = performance.now() - at
      if (since >= DOUBLE_TAP_MS) at = performance.now()
      return since < DOUBLE_TAP_MS
    },
    forget: (): void => {
      at = -Infinity
    },
  }
}

interface Words {
  t: Translate
  language: string
}

/** What a person can do to one habit on one day; each says what happened and offers to take it back. */
export function useEntry(item: AgendaItem, day: Day, today: Day) {
  const words = useWords()
  const [taps] = useState(tapGuard)
  return entryOf(item, day, today, words, taps)
}

/** The same where no row of the list is: the day of `item`, the person's today, and the taps of one control. */
export function entryOf(item: AgendaItem, day: Day, today: Day, { t, language }: Words, taps = tapGuard()) {
  const { name } = item

  const stamped = (change: Change): Tap => {
    const entry = { ...change, tapped_at: nextInstant(item.tapped_at), zone: browserZone(), client_id: newId() }
    return { habitId: item.id, habitName: name, day, entry }
  }

  const lost = () => showToast({ tone: 'problem', title: t('agenda.toast.failed', { name }), text: t('outbox.notKept') })

  const send = (change: Change) => {
    keepTap(stamped(change)).catch(lost)
  }

  const tell = (title: string, options: { note?: boolean; text?: string | undefined } = {}) => {
    const run = () => {
      taps.forget()
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

  const add = (amount: number) => {
    send({ state: 'done', increment: amount })
    tell(t('agenda.toast.added', { name, amount: number(amount, language) }))
  }

  return {
    step,
    /** Done or open again. A past day without a lapse was clean: taking that back is a lapse. */
    toggle: () => {
      if (taps.isDouble()) return
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
    increment: () => add(step),
    /** Adds to the day's amount, in the habit's own unit. */
    add,
    /** Waits a little for the server; answers with its reason when it says no, so that the amount can be corrected. */
    setAmount: async (amount: number, note?: string): Promise<string | null> => {
      const refused = await tryTap(stamped({ ...logged(item, amount), ...noted(note) }))
      if (refused) return fieldProblems(t, refused)['amount'] ?? problemWords(t, refused)
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
