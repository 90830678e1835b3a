import { shortDay } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import type { Day } from '@/lib/day'
import { type Point, sampled, whole } from './curve'

const ROWS = 13

/** The curve as numbers, for whoever does not look at it. */
export function CurveNumbers({ points, today }: { points: Point[]; today: Day }) {
  const { t, language } = useWords()
  return (
    <details className="curve-numbers">
      <summary className="link">{t('insight.numbers')}</summary>
      <table className="sm n">
        <thead>
          <tr>
            <th scope="col">{t('insight.day')}</th>
            <th scope="col">{t('insight.strength')}</th>
          </tr>
        </thead>
        <tbody>
          {sampled(points, ROWS)
            .reverse()
            .map(({ day, value }) => (
              <tr key={day}>
                <th scope="row">{shortDay(day, today, language)}</th>
                <td>{whole(value)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </details>
  )
}
