import { useState } from 'react'
import type { HabitRead } from '@/api/types'
import { unitOf } from '@/i18n/amount-words'
import { scheduleWords } from '@/i18n/schedule-words'
import { useWords } from '@/i18n/use-words'
import { type Day, addDays, isDay } from '@/lib/day'
import { askedOfHabit } from '@/lib/schedule'
import { ButtonLink } from '@/ui/links'
import { GoalSince } from './GoalSince'
import { HabitForm } from './HabitForm'
import { type GoalFrom, asksElse, changing, sinceDay } from './bodies'
import { type Draft, draftOf, goalOf } from './draft'
import { useEditHabit } from './editor.queries'

interface EditHabitFormProps {
  habit: HabitRead
  today: Day
  firstWeekday: number
  onSaved: (name: string) => void
}

/** Changes a habit; where its goal changes, it asks from when the new one counts. */
export function EditHabitForm({ habit, today, firstWeekday, onSaved }: EditHabitFormProps) {
  const { t, language } = useWords()
  const edit = useEditHabit(habit.id)
  const [initial] = useState(() => draftOf(habit, language))
  const [from, setFrom] = useState<GoalFrom>({ since: 'today', day: addDays(today, -7) })
  const before = scheduleWords(t, language, askedOfHabit(habit.kind, habit.goal), unitOf(t, habit.measure, habit.unit))
  const change = (draft: Draft) => {
    const goal = goalOf(draft, language)
    if (!goal || !asksElse(habit, draft, language)) return null
    const since = sinceDay(habit, from)
    return since === undefined ? { goal } : { goal, since }
  }
  const submit = async (draft: Draft) => {
    const goal = change(draft)
    if (goal && from.since === 'day' && !(isDay(from.day) && from.day <= today)) return
    await edit.mutateAsync({ habit: changing(habit, draft), goal })
    onSaved(draft.name.trim())
  }
  return (
    <HabitForm
      initial={initial}
      exists
      today={today}
      firstWeekday={firstWeekday}
      onSubmit={submit}
      error={edit.error}
      isPending={edit.isPending}
      submitLabel={t('habit.saveChanges')}
      cancel={
        <ButtonLink to="/habits/$id" params={{ id: habit.id }} variant="default" size="lg">
          {t('habit.cancel')}
        </ButtonLink>
      }
    >
      {(draft) => change(draft) && <GoalSince value={from} onChange={setFrom} today={today} before={before} />}
    </HabitForm>
  )
}
