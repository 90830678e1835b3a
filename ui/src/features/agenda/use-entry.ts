import type { AgendaItem } from '@/api/types'
import { number } from '@/i18n/format'
import { amountWithUnit } from '@/i18n/schedule-words'
import { useWords } from '@/i18n/use-words'
import { type Day, browserZone } from '@/lib/day'
import { stepFor } from '@/lib/schedule'
import { newId } from '@/lib/uuid'
import { problemWords } from '@/ui/problem-words'
import { showToast } from '@/ui/toast-store'
import { type Change, useCheckOff } from './agenda.queries'
import { restoring } from './overlay'

/** What a person can do to one habit on one day; each says what happened and offers to take it back. */
export function useEntry(item: AgendaItem, day: Day, today: Day) {
  const { t, language } = useWords()
  const { name } = item
  const checkOff = useCheckOff((error) =>
    showToast({ tone: 'problem', title: t('agenda.toast.failed', { name }), text: problemWords(t, error) }),
  )

  const send = (change: Change) => {
    const entry = { ...change, tapped_at: new Date().toISOString(), zone: browserZone(), client_id: newId() }
    checkOff.mutate({ habitId: item.id, day, entry })
  }

  const tell = (title: string, options: { note?: boolean; text?: string | undefined } = {}) => {
    const run = () => send(restoring(item, options.note ?? false))
    showToast({ tone: 'done', title, text: options.text, action: { label: t('agenda.toast.undo'), run } })
  }

  const step = stepFor(item.goal.target)
  const daily = item.goal.days === 1 && day === today

  return {
    step,
    toggle: () => {
      const done = item.state !== 'done'
      send({ state: done ? 'done' : 'none' })
      const text = done && daily ? t('agenda.toast.streak', { count: item.streak + 1 }) : undefined
      tell(t(done ? 'agenda.toast.done' : 'agenda.toast.undone', { name }), { text })
    },
    increment: () => {
      send({ state: 'done', increment: step })
      tell(t('agenda.toast.added', { name, amount: number(step, language) }))
    },
    setAmount: (amount: number) => {
      send(amount > 0 ? { state: 'done', amount } : { state: 'none' })
      tell(t('agenda.toast.set', { name, amount: amountWithUnit(language, amount, item.unit) }))
    },
    setNote: (note: string) => {
      send({ ...restoring(item, false), note: note.trim() })
      tell(t('agenda.toast.noted', { name }), { note: true })
    },
    skip: () => {
      send({ state: 'skipped' })
      tell(t('agenda.toast.skipped', { name }))
    },
    clear: () => {
      send({ state: 'none' })
      tell(t('agenda.toast.undone', { name }))
    },
  }
}

export type Entry = ReturnType<typeof useEntry>
