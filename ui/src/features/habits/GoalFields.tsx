import { TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useWords } from '@/i18n/use-words'
import { Choices } from '@/ui/Choices'
import type { Draft } from './draft'
import { timesLabel } from './fault-words'

/** How much and how often: only the fields that the choices so far call for. */
export function GoalFields({ form }: { form: UseFormReturnType<Draft> }) {
  const { t } = useWords()
  const { measure, rhythm } = form.values
  const amount = measure === 'amount'
  return (
    <>
      {amount && (
        <div className="pair">
          <TextInput label={t('habit.target')} inputMode="decimal" autoComplete="off" {...form.getInputProps('target')} />
          <TextInput label={t('habit.unit')} placeholder={t('habit.unitPlaceholder')} maxLength={40} {...form.getInputProps('unit')} />
        </div>
      )}
      <Choices
        legend={t('habit.often')}
        name="rhythm"
        value={rhythm}
        onChange={(next) => form.setFieldValue('rhythm', next)}
        options={[
          { value: 'daily', label: t(amount ? 'habit.perDay' : 'habit.daily') },
          { value: 'weekly', label: t(amount ? 'habit.perWeek' : 'habit.weekly') },
          { value: 'monthly', label: t(amount ? 'habit.perMonth' : 'habit.monthly') },
          { value: 'custom', label: t('habit.custom') },
        ]}
      />
      {rhythm !== 'daily' && (!amount || rhythm === 'custom') && (
        <div className="pair">
          {!amount && <TextInput label={timesLabel(t, rhythm)} inputMode="numeric" autoComplete="off" {...form.getInputProps('times')} />}
          {rhythm === 'custom' && <TextInput label={t('habit.inDays')} inputMode="numeric" autoComplete="off" {...form.getInputProps('days')} />}
        </div>
      )}
    </>
  )
}
