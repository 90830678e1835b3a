import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { ReactNode } from 'react'
import type { Section } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import type { Day } from '@/lib/day'
import { Choices } from '@/ui/Choices'
import { focusFirstFault } from '@/ui/focus-fault'
import { FormProblem } from '@/ui/FormProblem'
import { fieldProblems } from '@/ui/problem-words'
import { CountFields } from './CountFields'
import { GoalFields } from './GoalFields'
import { GoalPreview } from './GoalPreview'
import { LookFields } from './LookFields'
import { MoreFields } from './MoreFields'
import { type Draft, settled } from './draft'
import { faultWords } from './fault-words'
import { faultsOf } from './faults'
import './editor.css'

const SECTIONS: Section[] = ['morning', 'afternoon', 'evening', 'anytime']

interface HabitFormProps {
  initial: Draft
  /** Whether it is there already: then its kind and measure stay. */
  exists: boolean
  today: Day
  firstWeekday: number
  /** Called with a draft without faults; throws what the server refuses. */
  onSubmit: (draft: Draft) => Promise<void>
  error: Error | null
  isPending: boolean
  submitLabel: string
  cancel: ReactNode
  /** What else has to be said about a draft before it is sent. */
  children?: (draft: Draft) => ReactNode
}

/** The form of a habit, new or known. What it asks follows the choices made so far. */
export function HabitForm({ initial, exists, today, firstWeekday, onSubmit, error, isPending, submitLabel, cancel, children }: HabitFormProps) {
  const { t, language } = useWords()
  const form = useForm<Draft>({
    initialValues: initial,
    validate: (draft) =>
      Object.fromEntries(Object.entries(faultsOf(draft, language)).map(([field, fault]) => [field, faultWords(t, language, fault)])),
  })
  const draft = form.values
  const submit = async (values: Draft) => {
    try {
      await onSubmit(settled(values))
    } catch (refused) {
      form.setErrors(fieldProblems(t, refused))
      focusFirstFault()
    }
  }
  return (
    <form noValidate className="stack narrow habit-form" onSubmit={form.onSubmit((values) => void submit(values), focusFirstFault)}>
      <CountFields draft={draft} exists={exists} onKind={(kind) => form.setFieldValue('kind', kind)} onCount={(count) => form.setFieldValue('count', count)}>
        <TextInput label={t('habit.name')} placeholder={t(draft.kind === 'quit' ? 'habit.quitPlaceholder' : 'habit.namePlaceholder')} maxLength={120} {...form.getInputProps('name')} />
      </CountFields>
      <GoalFields form={form} firstWeekday={firstWeekday} />
      {children?.(draft)}
      <Choices
        legend={t('habit.section')}
        name="section"
        value={draft.section}
        onChange={(section) => form.setFieldValue('section', section)}
        options={SECTIONS.map((section) => ({ value: section, label: t(`agenda.sections.${section}`) }))}
      />
      <LookFields draft={draft} onColor={(color) => form.setFieldValue('color', color)} onIcon={(icon) => form.setFieldValue('icon', icon)} />
      <TextInput label={t('habit.question')} placeholder={t('habit.questionPlaceholder')} maxLength={300} {...form.getInputProps('question')} />
      <MoreFields form={form} />
      <GoalPreview draft={draft} today={today} />
      <FormProblem error={error} />
      <div className="form-actions">
        {cancel}
        <Button type="submit" size="lg" loading={isPending}>
          {submitLabel}
        </Button>
      </div>
    </form>
  )
}
