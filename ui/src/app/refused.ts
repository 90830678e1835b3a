import { type Item, errorOf } from '@/api/outbox/items'
import { i18n } from '@/i18n/i18n'
import { problemWords } from '@/ui/problem-words'
import { showToast } from '@/ui/toast-store'

/** Says that the server does not accept a change, and why; `look` leads to what can be done about it. */
export function tellRefused({ habitName: name, refusal }: Item, look?: () => void): void {
  const text = refusal ? problemWords(i18n.t, errorOf(refusal)) : ''
  const action = look && { label: i18n.t('outbox.look'), run: look }
  showToast({ tone: 'problem', title: i18n.t('outbox.refused', { name }), text, action })
}
