import type { DayRead } from '@/api/types'
import { longDay } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { dayPart } from '@/lib/day'
import { Ring } from '@/ui/Ring'
import { useDayComplete } from './use-day-complete'

interface TodayHeroProps {
  day: DayRead
  /** Id of the person. */
  person: string
  name: string
  zone: string
}

/** The date, a greeting, and how much of the day is done. */
export function TodayHero({ day, person, name, zone }: TodayHeroProps) {
  const { t, language } = useWords()
  const { done, due } = day
  useDayComplete(day, person)
  return (
    <header className="hero">
      <div>
        <p className="dim" style={{ marginBottom: 4 }}>
          {longDay(day.date, language)}
        </p>
        <h1 className="h1">{t(`greeting.${dayPart(new Date(), zone)}`, { name })}</h1>
        {day.habits.length > 0 && (
          <p className="dim" style={{ marginTop: 8 }}>
            {due === 0 ? t('agenda.nothingDue') : done >= due ? t('agenda.allDone') : t('agenda.left', { count: due - done })}
          </p>
        )}
      </div>
      {due > 0 && (
        <Ring share={done / due} label={t('agenda.ring', { done, due })}>
          <span className="disp ring-figure">{done}</span>
          <span className="xs dim">{t('agenda.ofDue', { due })}</span>
        </Ring>
      )}
    </header>
  )
}
