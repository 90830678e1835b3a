import { IconArchive } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { HabitRead } from '@/api/types'
import { shortDay } from '@/i18n/format'
import { unitOf } from '@/i18n/amount-words'
import { scheduleWords } from '@/i18n/schedule-words'
import { useWords } from '@/i18n/use-words'
import { type Day, dayAt } from '@/lib/day'
import { askedOfHabit } from '@/lib/schedule'
import { Tile } from '@/ui/Tile'
import './habits.css'

interface HabitHeadProps {
  habit: HabitRead
  today: Day
  zone: string
  /** What can be done with it, beside its name or below it. */
  children?: ReactNode
}

/** Name, what it asks, its own words, and where it is put away. */
export function HabitHead({ habit, today, zone, children }: HabitHeadProps) {
  const { t, language } = useWords()
  const { archived_at: archived, category, tags } = habit
  const archivedOn = archived && dayAt(archived, zone)
  const labels = [category, ...tags].filter(Boolean)
  return (
    <>
      <header className="habit-head">
        <Tile icon={habit.icon} color={habit.color} size={60} />
        <div className="habit-title">
          <h1 className="h1">{habit.name}</h1>
          <p className="dim sm n" style={{ marginTop: 4 }}>
            {scheduleWords(t, language, askedOfHabit(habit.kind, habit.goal), unitOf(t, habit.measure, habit.unit))}
            {labels.length > 0 && ` · ${labels.join(', ')}`}
          </p>
        </div>
        {children}
      </header>
      {habit.description && <p className="narrow habit-words">{habit.description}</p>}
      {archivedOn && (
        <div className="note tinted p-clay" style={{ marginBottom: 16 }}>
          <IconArchive size={20} stroke={1.75} aria-hidden />
          <span>{t('habits.archivedOn', { day: shortDay(archivedOn, today, language) })}</span>
        </div>
      )}
    </>
  )
}
