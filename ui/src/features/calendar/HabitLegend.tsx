import { useWords } from '@/i18n/use-words'

const BOX = { x: 2, y: 2, width: 14, height: 14, rx: 4 }

/** What the shapes of a single habit's year mean. */
export function HabitLegend() {
  const { t } = useWords()
  return (
    <ul className="year-legend xs dim" aria-label={t('calendar.legend')}>
      <li>
        <Key>
          <rect {...BOX} className="year-done" />
        </Key>
        {t('states.done')}
      </li>
      <li>
        <Key>
          <rect {...BOX} className="year-open" />
          <rect x={3.6} y={9} width={10.8} height={5.4} rx={2.4} className="year-done" />
        </Key>
        {t('states.partial')}
      </li>
      <li>
        <Key>
          <rect {...BOX} className="year-open" />
        </Key>
        {t('states.missed')}
      </li>
      <li>
        <Key>
          <rect {...BOX} className="year-none" />
          <line x1={6} x2={12} y1={9} y2={9} className="year-dash" />
        </Key>
        {t('calendar.legendNone')}
      </li>
    </ul>
  )
}

function Key({ children }: { children: React.ReactNode }) {
  return (
    <svg viewBox="0 0 18 18" aria-hidden="true">
      {children}
    </svg>
  )
}
