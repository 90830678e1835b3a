import { Button, Modal, TextInput } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import type { AgendaItem, DayAt } from '@/api/types'
import { parseAmount } from '@/i18n/format'
import { amountWithUnit, unitOf } from '@/i18n/amount-words'
import { useWords } from '@/i18n/use-words'
import { focusFirstFault } from '@/ui/focus-fault'
import { Tile } from '@/ui/Tile'
import { amountFault } from './amount-fault'
import { PresetChips } from './PresetChips'
import { rememberAdded } from './presets'
import { useEntry } from './use-entry'

interface QuickAmountProps {
  item: AgendaItem
  day: DayAt
  opened: boolean
  onClose: () => void
}

/** Adds an amount of any size: one of a few round ones by a tap, or a number. */
export default function QuickAmount({ item, day, opened, onClose }: QuickAmountProps) {
  const { t, language } = useWords()
  const entry = useEntry(item, day.date, day.today)
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const unit = unitOf(t, item.measure, item.unit)
  const add = (amount: number) => {
    entry.add(amount)
    rememberAdded(item.id, amount)
    setTyped('')
    onClose()
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const amount = parseAmount(typed, language)
    const wrong = amountFault(t, language, amount) ?? (amount === 0 ? t('todayView.amount.zero') : null)
    setFault(wrong)
    if (wrong !== null) focusFirstFault()
    else if (amount !== null) add(amount)
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      returnFocus={false}
      className={opened ? 'sheet sheet-open' : 'sheet'}
      size={400}
      closeButtonProps={{ size: 44, iconSize: 22, 'aria-label': t('app.close') }}
      title={
        <span className="row">
          <Tile icon={item.icon} color={item.color} />
          <span className="grow h3 sheet-name">{t('todayView.amount.title', { name: item.name })}</span>
        </span>
      }
    >
      <form className="stack" onSubmit={submit} noValidate>
        <p className="dim sm n">{t('todayView.amount.soFar', { amount: amountWithUnit(language, item.amount ?? 0, unit) })}</p>
        <PresetChips item={item} step={entry.step} onAdd={add} />
        <div className="row amount-form">
          <TextInput
            className="grow"
            label={unit ? t('todayView.amount.fieldOf', { unit }) : t('todayView.amount.field')}
            inputMode="decimal"
            autoComplete="off"
            data-autofocus
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value)
              setFault(null)
            }}
            error={fault}
            errorProps={{ role: 'alert' }}
          />
          <Button type="submit" h={48}>
            {t('todayView.amount.add')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
