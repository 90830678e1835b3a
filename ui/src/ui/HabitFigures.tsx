import type { StreakUnit } from '@/api/types'
import { percent } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import './figures.css'

interface HabitFiguresProps {
  habit: { streak: number; longest_streak: number; streak_unit: StreakUnit; strength: number }
}

/** Streak, longest streak and strength, and what strength means. */
export function HabitFigures({ habit }: HabitFiguresProps) {
  const { t } = useWords()
  const { streak, longest_streak: longest, streak_unit: unit, strength } = habit
  return (
    <div>
      <dl className="figures">
        <div className="figure">
          <dt className="xs dim">{t('detail.streak')}</dt>
          <dd className="disp n">
            {streak} <small>{t(`detail.units.${unit}`, { count: streak })}</small>
          </dd>
        </div>
        <div className="figure">
          <dt className="xs dim">{t('detail.longest')}</dt>
          <dd className="disp n">
            {longest} <small>{t(`detail.units.${unit}`, { count: longest })}</small>
          </dd>
        </div>
        <div className="figure">
          <dt className="xs dim">{t('detail.strength')}</dt>
          <dd className="disp n">{percent(strength)}</dd>
        </div>
      </dl>
      <p className="xs dim" style={{ marginTop: 8 }}>
        {t('detail.strengthHint')}
      </p>
    </div>
  )
}
