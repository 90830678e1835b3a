import { useState } from 'react'
import { useWords } from '@/i18n/use-words'
import type { Day } from '@/lib/day'
import { newId } from '@/lib/uuid'
import { ButtonLink } from '@/ui/links'
import { HabitForm } from './HabitForm'
import { creating } from './bodies'
import { type Draft, EMPTY_DRAFT, goalOf } from './draft'
import { useCreateHabit } from './editor.queries'

interface NewHabitFormProps {
  today: Day
  firstWeekday: number
  onAdded: (name: string) => void
}

export function NewHabitForm({ today, firstWeekday, onAdded }: NewHabitFormProps) {
  const { t, language } = useWords()
  const create = useCreateHabit()
  const [id] = useState(newId)
  const submit = async (draft: Draft) => {
    const goal = goalOf(draft, language)
    if (!goal) return
    const habit = creating(draft, goal, id)
    await create.mutateAsync(habit)
    onAdded(habit.name)
  }
  return (
    <HabitForm
      initial={EMPTY_DRAFT}
      exists={false}
      today={today}
      firstWeekday={firstWeekday}
      onSubmit={submit}
      error={create.error}
      isPending={create.isPending}
      submitLabel={t('habit.save')}
      cancel={
        <ButtonLink to="/" variant="default" size="lg">
          {t('habit.cancel')}
        </ButtonLink>
      }
    />
  )
}
