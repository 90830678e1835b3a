import { IconStarFilled } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { monthName, percent, weekdayName } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { weekFrom } from '@/lib/day'
import { type YearDay, figuresOf, monthsOf } from '@/lib/heat-days'

interface YearFiguresProps {
  days: YearDay[]
  /** Of one habit: its full days are done days, not gold ones. */
  single: boolean
}

/** What the year amounts to, in four figures. */
export function YearFigures({ days, single }: YearFiguresProps) {
  const { t, language } = useWords()
  const { share, gold, longestGold, bestWeekday } = figuresOf(days)
  const best = bestWeekday === null ? null : weekFrom(bestWeekday)[0]
  const figures = [
    [share === null ? '–' : percent(share), t('year.share')],
    [String(gold), t(single ? 'year.doneDays' : 'year.goldDays', { count: gold })],
    [String(longestGold), t(single ? 'year.longestDone' : 'year.longestGold', { count: longestGold })],
    [best ? weekdayName(best, language, 'long') : '–', t('year.bestWeekday')],
  ] as const
  return (
    <dl className="year-figures">
      {figures.map(([figure, words]) => (
        <div key={words} className="soft">
          <dt className="sm dim">{words}</dt>
          <dd className="disp n">{figure}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The months that have begun, newest first; each leads to its calendar. */
export function MonthByMonth({ days, single }: YearFiguresProps) {
  const { t, language } = useWords()
  const months = monthsOf(days)
  if (months.length === 0) return null
  return (
    <section className="sec" aria-labelledby="month-by-month">
      <h2 className="h2" id="month-by-month" style={{ marginBottom: 12 }}>
        {t('year.byMonth')}
      </h2>
      <ul className="list year-months">
        {months.map(({ month, share, gold }) => (
          <li key={month} className="li n">
            <Link to="/calendar/$month" params={{ month }}>
              <span className="b year-month">{monthName(month, language, 'long')}</span>
              <span className="bar grow" aria-hidden="true">
                <i style={{ width: `${(share ?? 0) * 100}%`, background: 'var(--hb-done)' }} />
              </span>
              <span className="b year-share">{share === null ? '–' : percent(share)}</span>
              {!single && (
                <span className="sm dim year-gold-count">
                  <IconStarFilled size={14} aria-hidden />
                  <span aria-hidden="true">{gold}</span>
                  <span className="sr">{t('year.goldCount', { count: gold })}</span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
