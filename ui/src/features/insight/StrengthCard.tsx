import { useQuery } from '@tanstack/react-query'
import { Suspense, lazy, useMemo, useState } from 'react'
import type { Pigment, StrengthRead } from '@/api/types'
import { shortDay, signed } from '@/i18n/format'
import { withWords } from '@/i18n/i18n'
import { type Translate, useWords } from '@/i18n/use-words'
import { Part } from '@/ui/Part'
import { Segments } from '@/ui/Segments'
import { Bone } from '@/ui/Skeleton'
import { CurveNumbers } from './CurveNumbers'
import { type Point, courseOf, highest, pointsOf, whole } from './curve'
import { ALL_DAYS, insightQueries } from './insight.queries'
import './insight.css'

const StrengthChart = lazy(withWords(() => import('./StrengthChart')))

const SPANS = { month: 30, quarter: 90, year: 365, all: ALL_DAYS } as const
type Span = keyof typeof SPANS
const SPAN_NAMES = Object.keys(SPANS) as Span[]

interface StrengthCardProps {
  habit: { id: string; color: Pigment; archived_at: string | null }
}

/** How firmly a habit is set, over time, and what that means. */
export function StrengthCard({ habit }: StrengthCardProps) {
  const { t } = useWords()
  const [span, setSpan] = useState<Span>('quarter')
  const query = useQuery(insightQueries.strength(habit.id, SPANS[span]))
  return (
    <section className={`card p-${habit.color}`} aria-labelledby="strength" aria-busy={query.isPlaceholderData}>
      <div className="strength-head">
        <div>
          <h2 className="sm dim strength-title" id="strength">
            {t('insight.strength')}
          </h2>
          {query.data && <Figure strength={query.data} />}
        </div>
        <Segments
          label={t('insight.span')}
          value={span}
          onChange={setSpan}
          options={SPAN_NAMES.map((value) => ({ value, label: t(`insight.spans.${value}`) }))}
        />
      </div>
      <Part query={query} waiting={<Bone width="100%" height={220} radius={14} />}>
        {(strength) => <Curve strength={strength} isAsked={habit.archived_at === null} />}
      </Part>
    </section>
  )
}

function Figure({ strength: { now, change_30: change } }: { strength: StrengthRead }) {
  const { t, language } = useWords()
  const points = change === null ? null : Math.round(change * 100)
  return (
    <p className="strength-figure n">
      <span className="disp">{whole(now * 100)}</span>
      {points !== null && (
        <span className={`sm strength-change ${points > 0 ? 'strength-up' : 'dim'}`}>
          {points === 0 ? t('insight.unchanged') : t('insight.change', { change: signed(points, language) })}
        </span>
      )}
    </p>
  )
}

interface CurveProps {
  strength: StrengthRead
  /** Whether anything is asked of it still. */
  isAsked: boolean
}

function Curve({ strength, isAsked }: CurveProps) {
  const { t, language } = useWords()
  const points = useMemo(() => pointsOf(strength), [strength])
  if (points.length < 2) return <p className="dim sm strength-words">{t('insight.firstDay')}</p>
  const words = [curveWords(t, language, points), isAsked && courseOf(points) === 'fell' && t('insight.bringBack')]
  return (
    <>
      <Suspense fallback={<div className="strength-chart" aria-busy="true" />}>
        <StrengthChart points={points} today={strength.last} label={t('insight.chart')} />
      </Suspense>
      <p className="sm dim strength-words n">{words.filter(Boolean).join(' ')}</p>
      <CurveNumbers points={points} today={strength.last} />
    </>
  )
}

/** "It rose from 16 to 91. Its highest was 93 on 2 Nov." */
function curveWords(t: Translate, language: string, points: Point[]): string {
  const [first, last, best] = [points[0], points.at(-1), highest(points)]
  if (!first || !last || !best) return ''
  const said = t(`insight.course.${courseOf(points)}`, { from: whole(first.value), to: whole(last.value) })
  if (whole(best.value) <= Math.max(whole(first.value), whole(last.value))) return said
  return `${said} ${t('insight.highest', { value: whole(best.value), day: shortDay(best.day, last.day, language) })}`
}
