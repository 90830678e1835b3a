import { useQuery } from '@tanstack/react-query'
import type { HabitRead, SummaryRead } from '@/api/types'
import { fullDay, monthAndYear, number, percent } from '@/i18n/format'
import { amountWithUnit, unitOf } from '@/i18n/amount-words'
import { type Translate, useWords } from '@/i18n/use-words'
import { daysBetween } from '@/lib/day'
import { Part } from '@/ui/Part'
import { Bone } from '@/ui/Skeleton'
import { ALL_DAYS, insightQueries } from './insight.queries'
import './insight.css'

const MONTH = 30
const YEAR = 365

/** What a habit amounts to, since its first day and lately. */
export function Totals({ habit }: { habit: HabitRead }) {
  const { t } = useWords()
  const query = useQuery(insightQueries.summary(habit.id, ALL_DAYS))
  return (
    <section className="card" aria-labelledby="totals">
      <h2 className="h3" id="totals">
        {t('insight.totals')}
      </h2>
      <Part query={query} waiting={<Bone width="100%" height={130} radius={14} />}>
        {(all) => <Sums habit={habit} all={all} />}
      </Part>
    </section>
  )
}

function Sums({ habit, all }: { habit: HabitRead; all: SummaryRead }) {
  const { t, language } = useWords()
  const age = daysBetween(all.since, all.last) + 1
  const { best_month: best } = all
  return (
    <>
      <p className="totals-figure n">
        <span className="disp">{figureOf(t, language, habit, all)}</span>
        <span className="sm dim">{t('insight.since', { day: fullDay(all.since, language) })}</span>
      </p>
      <dl className="totals sm n">
        {age > MONTH && <Span habit={habit} days={MONTH} />}
        {age > YEAR && <Span habit={habit} days={YEAR} />}
        {age > 1 && <Row name={t('insight.inAll')} summary={all} />}
        {best && (best.done > 0 || (best.amount ?? 0) > 0) && age > MONTH && (
          <div>
            <dt>{t('insight.bestMonth')}</dt>
            <dd>
              <span className="dim">{best.amount === null ? t('insight.days', { count: best.done }) : amountOf(t, language, habit, best.amount)}</span>
              <span className="b">{monthAndYear(best.month, language)}</span>
            </dd>
          </div>
        )}
      </dl>
      {(all.skipped > 0 || all.lapsed > 0 || all.partial > 0) && <p className="sm dim totals-rest">{restOf(t, all)}</p>}
    </>
  )
}

function Span({ habit, days }: { habit: HabitRead; days: number }) {
  const { t } = useWords()
  const { data } = useQuery(insightQueries.summary(habit.id, days))
  return data ? <Row name={t(days === MONTH ? 'insight.month' : 'insight.year')} summary={data} /> : null
}

function Row({ name, summary: { due, done, rate } }: { name: string; summary: SummaryRead }) {
  const { t } = useWords()
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className="dim">{t('agenda.count', { done, due })}</span>
        <span className="b">{rate === null ? '–' : percent(rate)}</span>
      </dd>
    </div>
  )
}

const amountOf = (t: Translate, language: string, { measure, unit }: HabitRead, amount: number): string =>
  amountWithUnit(language, amount, unitOf(t, measure, unit))

/** "1,204 glasses", "312 times", for what is quit "298 clean days". */
function figureOf(t: Translate, language: string, habit: HabitRead, { amount, done }: SummaryRead): string {
  if (amount !== null) return amountOf(t, language, habit, amount)
  return t(habit.kind === 'quit' ? 'insight.clean' : 'insight.times', { count: done, figure: number(done, language) })
}

/** "12 skipped, 3 lapses." */
function restOf(t: Translate, { partial, skipped, lapsed }: SummaryRead): string {
  const parts = [
    partial > 0 && t('insight.partial', { count: partial }),
    skipped > 0 && t('insight.skipped', { count: skipped }),
    lapsed > 0 && t('insight.lapses', { count: lapsed }),
  ]
  return `${parts.filter(Boolean).join(', ')}.`
}
