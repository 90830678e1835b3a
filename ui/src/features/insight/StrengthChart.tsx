import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type uPlot from 'uplot'
import { shortDay } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import type { Day } from '@/lib/day'
import { useWide } from '@/ui/use-wide'
import { type Point, sampled, whole } from './curve'
import { drawCurve } from './draw-curve'
import 'uplot/dist/uPlot.min.css'

interface StrengthChartProps {
  /** At least two. */
  points: Point[]
  today: Day
  label: string
}

const LABELS = { wide: 4, narrow: 3 }

const STEPS: Record<string, (place: number, last: number) => number> = {
  ArrowLeft: (place) => place - 1,
  ArrowDown: (place) => place - 1,
  ArrowRight: (place) => place + 1,
  ArrowUp: (place) => place + 1,
  PageDown: (place) => place - 7,
  PageUp: (place) => place + 7,
  Home: () => 0,
  End: (_place, last) => last,
}

/** The curve of a strength. The pointer or the arrow keys tell each of its days. */
export default function StrengthChart({ points, today, label }: StrengthChartProps) {
  const { t, language } = useWords()
  const wide = useWide()
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | null>(null)
  const [place, setPlace] = useState<number | null>(null)
  const last = points.length - 1

  useEffect(() => {
    const { current } = box
    if (!current) return
    const drawn = drawCurve(current, points, setPlace)
    chart.current = drawn.plot
    return () => {
      drawn.end()
      chart.current = null
    }
  }, [points])

  const point = points[Math.min(place ?? last, last)]
  const told = point ? t('insight.point', { day: nameOf(point.day), value: whole(point.value) }) : ''
  function nameOf(day: Day): string {
    return day === today ? t('insight.today') : shortDay(day, today, language)
  }
  const show = (next: number | null) => {
    setPlace(next)
    const { current } = chart
    if (!current) return
    const left = next === null ? -1 : current.valToPos(current.data[0][next] ?? 0, 'x')
    current.setCursor({ left, top: next === null ? -1 : 0 }, false)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    show(Math.max(0, Math.min(last, step(place ?? last, last))))
  }
  return (
    <div className="strength-plot">
      <p className="sm n strength-told" aria-hidden="true" data-shown={place !== null || undefined}>
        {told}
      </p>
      <div
        ref={box}
        className="strength-chart"
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={whole(point?.value ?? 0)}
        aria-valuetext={told}
        aria-readonly="true"
        onKeyDown={onKeyDown}
        onBlur={() => show(null)}
      />
      <div className="strength-days xs dim n" aria-hidden="true">
        {sampled(points, wide ? LABELS.wide : LABELS.narrow).map(({ day }) => (
          <span key={day}>{nameOf(day)}</span>
        ))}
      </div>
    </div>
  )
}
