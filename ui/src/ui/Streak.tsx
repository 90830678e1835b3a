import { IconFlame } from '@tabler/icons-react'
import type { StreakUnit } from '@/api/types'
import { useWords } from '@/i18n/use-words'

interface StreakProps {
  count: number
  unit: StreakUnit
}

/** Flame and length: "12" for days, "5 weeks" for what counts in weeks. Nothing at all without a streak. */
export function Streak({ count, unit }: StreakProps) {
  const { t } = useWords()
  if (count < 1) return null
  const words = t(`streak.${unit}`, { count })
  return (
    <span className="n">
      <IconFlame className="flame" size={16} stroke={1.75} aria-hidden="true" />
      <span aria-hidden="true">{unit === 'day' ? count : words}</span>
      <span className="sr">{t('agenda.streak', { length: words })}</span>
    </span>
  )
}
