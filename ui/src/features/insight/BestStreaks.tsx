import { useQuery } from '@tanstack/react-query'
import type { StreakList } from '@/api/types'
import { shortRange } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import type { Day } from '@/lib/day'
import { Part } from '@/ui/Part'
import { Bone } from '@/ui/Skeleton'
import { insightQueries } from './insight.queries'
import './insight.css'

/** The longest streaks there were, the longest first. */
export function BestStreaks({ id, today }: { id: string; today: Day }) {
  const { t } = useWords()
  const query = useQuery(insightQueries.streaks(id))
  return (
    <section className="card best-streaks" aria-labelledby="best-streaks">
      <h2 className="h3" id="best-streaks">
        {t(query.data && query.data.unit !== 'day' ? `insight.bestOf.${query.data.unit}` : 'insight.best')}
      </h2>
      <Part query={query} waiting={<Bone width="100%" height={130} radius={14} />}>
        {(streaks) => <Streaks streaks={streaks} today={today} />}
      </Part>
    </section>
  )
}

function Streaks({ streaks: { items, unit }, today }: { streaks: StreakList; today: Day }) {
  const { t, language } = useWords()
  const longest = items[0]?.length ?? 1
  if (items.length === 0) return <p className="sm dim insight-empty">{t('insight.noStreaks')}</p>
  return (
    <ol className="n">
      {items.map(({ length, first, last, is_running: isRunning }) => (
        <li key={first} className="streak-line" data-running={isRunning || undefined}>
          <span className="b">
            <span aria-hidden="true">{length}</span>
            <span className="sr">{t(`streak.${unit}`, { count: length })}</span>
          </span>
          <span className="bar" aria-hidden="true">
            <i style={{ width: `${(length / longest) * 100}%` }} />
          </span>
          <span className="sm dim">{isRunning ? t('insight.runningNow') : shortRange(first, last, today, language)}</span>
        </li>
      ))}
    </ol>
  )
}
