import { TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { Schedule } from '@/api/types'
import { weekdayName } from '@/i18n/format'
import { type Translate, useWords } from '@/i18n/use-words'
import { type Day, weekFrom, weekday } from '@/lib/day'
import { type Span, hasSpan } from '@/lib/schedule'
import { Choices } from '@/ui/Choices'
import { Toggles } from '@/ui/Toggles'
import { StepFields } from './StepFields'
import { type Draft, asksDays, asksPerDay, asksTimes, isCounted, schedulesFor, settled } from './draft'
import { daysLabel, targetLabel, timesLabel } from './fault-words'

interface GoalFieldsProps {
  form: UseFormReturnType<Draft>
  firstWeekday: number
}

/** How much and how often: only the fields that the choices so far call for. */
export function GoalFields({ form, firstWeekday }: GoalFieldsProps) {
  const { t, language } = useWords()
  const draft = settled(form.values)
  return (
    <>
      {isCounted(draft) && (
        <div className="pair">
          <TextInput label={draft.count === 'minutes' ? t('habit.minutesOf', { label: targetLabel(t, draft) }) : targetLabel(t, draft)} inputMode="decimal" autoComplete="off" {...form.getInputProps('target')} />
          {draft.count === 'amount' && <TextInput label={t('habit.unit')} placeholder={t('habit.unitPlaceholder')} maxLength={40} {...form.getInputProps('unit')} />}
        </div>
      )}
      {draft.count === 'steps' && <StepFields steps={draft.steps} onChange={(steps) => form.setFieldValue('steps', steps)} error={form.errors['steps']} />}
      <Choices
        legend={t('habit.often')}
        name="schedule"
        value={draft.schedule}
        onChange={(schedule) => form.setFieldValue('schedule', schedule)}
        options={schedulesFor(draft).map((value) => ({ value, label: scheduleLabel(t, draft, value) }))}
      />
      {draft.schedule === 'weekdays' && (
        <Toggles
          legend={t('habit.onWeekdays')}
          values={draft.weekdays}
          onChange={(weekdays) => form.setFieldValue('weekdays', weekdays)}
          options={weekFrom(firstWeekday).map((day) => weekdayOption(day, language))}
          error={asText(form.errors['weekdays'])}
        />
      )}
      {asksPerDay(draft) && (
        <Choices
          legend={t('habit.targetOf')}
          name="per-day"
          value={draft.perDay ? 'day' : 'span'}
          onChange={(value) => form.setFieldValue('perDay', value === 'day')}
          options={[
            { value: 'span', label: t(`habit.wholeSpan.${spanOf(draft.schedule)}`) },
            { value: 'day', label: t('habit.eachDay') },
          ]}
        />
      )}
      {(asksTimes(draft) || asksDays(draft)) && (
        <div className="pair">
          {asksTimes(draft) && <TextInput label={timesLabel(t, draft.schedule)} inputMode="numeric" autoComplete="off" {...form.getInputProps('times')} />}
          {asksDays(draft) && <TextInput label={daysLabel(t, draft.schedule)} inputMode="numeric" autoComplete="off" {...form.getInputProps('days')} />}
        </div>
      )}
    </>
  )
}

const asText = (error: unknown): string | undefined => (typeof error === 'string' ? error : undefined)

const spanOf = (schedule: Schedule): Span => (hasSpan(schedule) ? schedule : 'window')

function scheduleLabel(t: Translate, draft: Draft, schedule: Schedule): string {
  if (!isCounted(draft) || !['weekly', 'monthly'].includes(schedule)) return t(`habit.schedules.${schedule}`)
  return t(schedule === 'weekly' ? 'habit.perWeek' : 'habit.perMonth')
}

function weekdayOption(day: Day, language: string) {
  return { value: weekday(day), label: weekdayName(day, language, 'short'), name: weekdayName(day, language, 'long') }
}
