import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import type { Section } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { newId } from '@/lib/uuid'
import { Choices } from '@/ui/Choices'
import { focusFirstFault } from '@/ui/focus-fault'
import { FormProblem } from '@/ui/FormProblem'
import { ButtonLink } from '@/ui/links'
import { fieldProblems } from '@/ui/problem-words'
import { GoalFields } from './GoalFields'
import { LookFields } from './LookFields'
import { GoalPreview } from './GoalPreview'
import { type Draft, EMPTY_DRAFT, faultsOf, goalOf, habitOf } from './draft'
import { faultWords } from './fault-words'
import { useCreateHabit } from './habits.queries'
import './habits.css'

const SECTIONS: Section[] = ['morning', 'afternoon', 'evening', 'anytime']

interface NewHabitFormProps {
  onAdded: (name: string) => void
}

export function NewHabitForm({ onAdded }: NewHabitFormProps) {
  const { t, language } = useWords()
  const create = useCreateHabit()
  const [id] = useState(newId)
  const form = useForm<Draft>({
    initialValues: EMPTY_DRAFT,
    validate: (draft) =>
      Object.fromEntries(Object.entries(faultsOf(draft, language)).map(([field, fault]) => [field, faultWords(t, language, fault)])),
  })
  const draft = form.values

  const submit = (values: Draft) => {
    const goal = goalOf(values, language)
    if (!goal) return
    const habit = habitOf(values, goal, id)
    create.mutate(habit, {
      onSuccess: () => onAdded(habit.name),
      onError: (error) => {
        form.setErrors(fieldProblems(t, error))
        focusFirstFault()
      },
    })
  }

  return (
    <form noValidate className="stack narrow habit-form" onSubmit={form.onSubmit(submit, focusFirstFault)}>
      <TextInput label={t('habit.name')} placeholder={t('habit.namePlaceholder')} maxLength={120} {...form.getInputProps('name')} />
      <Choices
        legend={t('habit.measure')}
        name="measure"
        value={draft.measure}
        onChange={(measure) => form.setFieldValue('measure', measure)}
        options={[
          { value: 'check', label: t('habit.check') },
          { value: 'amount', label: t('habit.amount') },
        ]}
      />
      <GoalFields form={form} />
      <GoalPreview draft={draft} />
      <Choices
        legend={t('habit.section')}
        name="section"
        value={draft.section}
        onChange={(section) => form.setFieldValue('section', section)}
        options={SECTIONS.map((section) => ({ value: section, label: t(`agenda.sections.${section}`) }))}
      />
      <LookFields draft={draft} onColor={(color) => form.setFieldValue('color', color)} onIcon={(icon) => form.setFieldValue('icon', icon)} />
      <TextInput
        label={t('habit.question')}
        placeholder={t('habit.questionPlaceholder')}
        maxLength={200}
        {...form.getInputProps('question')}
      />
      <FormProblem error={create.error} />
      <div className="form-actions">
        <ButtonLink to="/" variant="default" size="lg">
          {t('habit.cancel')}
        </ButtonLink>
        <Button type="submit" size="lg" loading={create.isPending}>
          {t('habit.save')}
        </Button>
      </div>
    </form>
  )
}
