import type { MonthRead } from '@/api/types'
import { percent } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'

/** "75 % of what was due, done: 98 of 131. 7 gold days." The month in one sentence. */
export function MonthFigures({ month }: { month: MonthRead }) {
  const { t } = useWords()
  const due = month.days.reduce((sum, day) => sum + day.due, 0)
  const done = month.days.reduce((sum, day) => sum + day.done, 0)
  const gold = month.days.filter((day) => day.due > 0 && day.done >= day.due).length
  if (due === 0) return null
  return (
    <p className="sm dim n month-figures">
      {t('calendar.monthShare', { share: percent(done / due), done, due })} {gold > 0 && t('calendar.monthGold', { count: gold })}
    </p>
  )
}
