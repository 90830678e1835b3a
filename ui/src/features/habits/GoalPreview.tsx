import { scheduleMeaning, scheduleWords } from '@/i18n/schedule-words'
import { useWords } from '@/i18n/use-words'
import { Tile } from '@/ui/Tile'
import { type Draft, goalOf } from './draft'

/** The goal in plain words, as it will stand on the list. */
export function GoalPreview({ draft }: { draft: Draft }) {
  const { t, language } = useWords()
  const goal = goalOf(draft)
  const unit = draft.unit.trim() || null
  return (
    <div className="soft row" style={{ padding: 16 }} role="status" aria-label={t('habit.preview')}>
      <Tile icon={draft.icon} color={draft.color} />
      <div className="grow">
        <div className="nm trunc">{draft.name.trim() || t('habit.namePlaceholder')}</div>
        <div className="sm dim n">{goal ? `${scheduleWords(t, language, goal, unit)}. ${scheduleMeaning(t, language, goal, unit)}` : '…'}</div>
      </div>
    </div>
  )
}
