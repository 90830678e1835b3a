import { IconFlame } from '@tabler/icons-react'
import { useWords } from '@/i18n/use-words'

/** Flame and days. Nothing at all without a streak. */
export function Streak({ days }: { days: number }) {
  const { t } = useWords()
  if (days < 1) return null
  return (
    <span className="n">
      <IconFlame className="flame" size={16} stroke={1.75} aria-hidden="true" />
      <span aria-hidden="true">{days}</span>
      <span className="sr">{t('agenda.streak', { count: days })}</span>
    </span>
  )
}
