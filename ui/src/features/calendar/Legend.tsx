import { IconMinus, IconStarFilled } from '@tabler/icons-react'
import { useWords } from '@/i18n/use-words'
import { heat } from '@/ui/theme/heat'
import { useDark } from '@/ui/use-scheme'

const RAMP = [0, 0.2, 0.4, 0.6, 0.8, 0.95]

/** What the colours, the star and the dash of the grid mean. */
export function Legend() {
  const { t } = useWords()
  const dark = useDark()
  return (
    <ul className="legend xs dim" aria-label={t('calendar.legend')}>
      <li>
        <span className="sr">{t('calendar.legendShare')}</span>
        <span aria-hidden="true">{t('calendar.zero')}</span>
        {RAMP.map((share) => (
          <i key={share} className="legend-step" style={{ background: heat(share, dark).fill }} />
        ))}
        <span aria-hidden="true">{t('calendar.most')}</span>
      </li>
      <li>
        <i className="legend-key legend-all">
          <IconStarFilled size={11} aria-hidden />
        </i>
        {t('calendar.legendAll')}
      </li>
      <li>
        <i className="legend-key legend-none">
          <IconMinus size={11} aria-hidden />
        </i>
        {t('calendar.legendNone')}
      </li>
    </ul>
  )
}
