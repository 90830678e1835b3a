import { IconCalendarOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { HeatRead } from '@/api/types'
import { fullDay } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { yearOf } from '@/lib/day'

/** Why a year shows nothing, and where there is something to see. */
export function YearNote({ heat, habit }: { heat: HeatRead; habit: string | undefined }) {
  const { t, language } = useWords()
  const { earliest, today } = heat
  const to = earliest && yearOf(earliest) < yearOf(heat.first) ? today : (earliest ?? today)
  const year = String(yearOf(to))
  const hasEnds = year !== heat.first.slice(0, 4)
  return (
    <div className="note tinted p-dusk year-note">
      <IconCalendarOff size={20} stroke={1.75} aria-hidden />
      <div className="grow">
        <p>
          {t(heat.first > today ? 'year.toCome' : 'year.empty')}
          {earliest && heat.first <= today && ` ${t('year.begins', { day: fullDay(earliest, language) })}`}
        </p>
        {hasEnds && (
          <Link className="link" to="/calendar/year/$year" params={{ year }} search={habit ? { habit } : {}}>
            {t('year.goTo', { year })}
          </Link>
        )}
      </div>
    </div>
  )
}
