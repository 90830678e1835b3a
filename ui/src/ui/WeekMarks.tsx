import { IconCheck, IconMinus, IconPlayerPause, IconPlayerTrackNext, IconRotate2, IconSnowflake } from '@tabler/icons-react'
import type { DayMark } from '@/api/types'
import { weekdayName } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import './week-marks.css'

/** Seven small bars, oldest first; read out as one sentence. */
export function WeekBars({ week }: { week: DayMark[] }) {
  const { t, language } = useWords()
  const words = week.map((mark) => `${weekdayName(mark.date, language, 'short')} ${t(`states.${mark.state}`)}`)
  return (
    <span className="week-bars" role="img" aria-label={words.join(', ')}>
      {week.map((mark) => (
        <i key={mark.date} data-state={mark.state} />
      ))}
    </span>
  )
}

interface WeekStonesProps {
  week: DayMark[]
  today: string
}

/** Seven stones with their weekdays, oldest first. */
export function WeekStones({ week, today }: WeekStonesProps) {
  const { t, language } = useWords()
  return (
    <ul className="week-stones">
      {week.map((mark) => (
        <li key={mark.date} data-today={mark.date === today || undefined}>
          <span className="week-stone" data-state={mark.state}>
            <StateIcon state={mark.state} />
          </span>
          <span className="week-day">{mark.date === today ? t('app.today') : weekdayName(mark.date, language, 'short')}</span>
          <span className="sr">{t(`states.${mark.state}`)}</span>
        </li>
      ))}
    </ul>
  )
}

function StateIcon({ state }: { state: DayMark['state'] }) {
  const look = { size: 18, stroke: 2.2, 'aria-hidden': true } as const
  if (state === 'done') return <IconCheck {...look} />
  if (state === 'skipped') return <IconPlayerTrackNext {...look} size={16} stroke={1.75} />
  if (state === 'lapsed') return <IconRotate2 {...look} size={16} stroke={1.75} />
  if (state === 'frozen') return <IconSnowflake {...look} size={16} stroke={1.75} />
  if (state === 'paused') return <IconPlayerPause {...look} size={16} stroke={1.75} />
  if (state === 'none') return <IconMinus {...look} size={14} />
  return null
}
