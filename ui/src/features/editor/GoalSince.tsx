import { TextInput } from '@mantine/core'
import type { Day } from '@/lib/day'
import { fullDay } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { isDay } from '@/lib/day'
import { Choices } from '@/ui/Choices'
import type { GoalFrom } from './bodies'

interface GoalSinceProps {
  value: GoalFrom
  onChange: (value: GoalFrom) => void
  today: Day
  /** How the goal reads that was in force until now. */
  before: string
}

/** From when a changed goal counts, and what that means for the days before. */
export function GoalSince({ value, onChange, today, before }: GoalSinceProps) {
  const { t, language } = useWords()
  const { since, day } = value
  const dated = isDay(day) && day <= today ? fullDay(day, language) : null
  return (
    <div className="stack" style={{ gap: 12 }}>
      <Choices
        legend={t('habit.since.title')}
        name="since"
        value={since}
        onChange={(next) => onChange({ ...value, since: next })}
        options={[
          { value: 'today', label: t('habit.since.today') },
          { value: 'beginning', label: t('habit.since.beginning') },
          { value: 'day', label: t('habit.since.day') },
        ]}
      />
      {since === 'day' && (
        <TextInput
          type="date"
          label={t('habit.since.date')}
          max={today}
          value={day}
          onChange={(event) => onChange({ ...value, day: event.currentTarget.value })}
          error={dated ? null : t('fields.pastDay')}
        />
      )}
      <p className="sm dim" role="status">
        {since === 'today' && t('habit.since.todayMeans', { before })}
        {since === 'beginning' && t('habit.since.beginningMeans')}
        {since === 'day' && dated && t('habit.since.dayMeans', { day: dated })}
      </p>
    </div>
  )
}
