import { IconPlus } from '@tabler/icons-react'
import type { AgendaItem } from '@/api/types'
import { shortNumber } from '@/i18n/format'
import { amountWithUnit, unitOf } from '@/i18n/amount-words'
import { useWords } from '@/i18n/use-words'
import { lastAdded, presets } from './presets'

interface PresetChipsProps {
  item: AgendaItem
  step: number
  onAdd: (amount: number) => void
}

/** A few amounts to add by one tap. */
export function PresetChips({ item, step, onAdd }: PresetChipsProps) {
  const { t, language } = useWords()
  const unit = unitOf(t, item.measure, item.unit)
  return (
    <div className={`row wrap p-${item.color}`} role="group" aria-label={t('todayView.amount.presets')}>
      {presets(item, step, lastAdded(item.id)).map((amount) => (
        <button
          key={amount}
          type="button"
          className="increment tinted n"
          aria-label={t('todayView.amount.addOne', { amount: amountWithUnit(language, amount, unit) })}
          onClick={() => onAdd(amount)}
        >
          <IconPlus size={18} stroke={2.2} aria-hidden />
          {shortNumber(amount, language)}
        </button>
      ))}
    </div>
  )
}
