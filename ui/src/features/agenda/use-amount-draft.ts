import { useState } from 'react'
import type { AgendaItem } from '@/api/types'
import { parseAmount } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import type { Day } from '@/lib/day'
import { showToast } from '@/ui/toast-store'
import { draftOf, keepDraft } from './amount-draft'
import { amountFault } from './amount-fault'
import type { Entry } from './use-entry'

/** The amount that is typed in a sheet, and what becomes of it when the sheet closes: saved when it can be, else kept. */
export function useAmountDraft(item: AgendaItem, day: Day, entry: Entry) {
  const { t, language } = useWords()
  const [typed, setTyped] = useState(() => draftOf(item.id, day))
  const forget = () => {
    keepDraft(item.id, day, null)
    setTyped(null)
  }
  const hold = (text: string, title: string, reason: string) => {
    keepDraft(item.id, day, text)
    showToast({ tone: 'problem', title, text: reason })
  }
  /** Whether there was an amount, which went out with the note; else the note is still to be saved. */
  const leave = (note: string | undefined): boolean => {
    if (typed === null || typed.trim() === '') return false
    const amount = parseAmount(typed, language)
    const fault = amountFault(t, language, amount)
    if (fault !== null) {
      hold(typed, t('todayView.amount.waits', { name: item.name }), fault)
      return false
    }
    forget()
    if (amount === null || amount === item.amount) return false
    const title = t('agenda.toast.failed', { name: item.name })
    void entry.setAmount(amount, note).then((reason) => {
      if (reason !== null) hold(typed, title, reason)
    })
    return true
  }
  return { typed, onType: setTyped, hint: draftOf(item.id, day) !== null ? t('todayView.amount.unsaved') : undefined, forget, leave }
}
