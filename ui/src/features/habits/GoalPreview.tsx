import { scheduleMeaning, scheduleWords } from '@/i18n/schedule-words'
import { useWords } from '@/i18n/use-words'
import { Tile } from '@/ui/Tile'
import { type Draft, goalOf } from './draft'
import { missingWords } from './fault-words'

/** The goal in plain words, as it will stand on the list; or what it still lacks. */
export function GoalPreview({ draft }: { draft: Draft }) {
  const { t, language } = useWords()
  const goal = goalOf(draft, language)
  const unit = draft.unit.trim() || null
  const name = draft.name.trim()
  return (
    <div className="soft row" style={{ padding: 16 }} role="status" aria-label={t('habit.preview')}>
      <Tile icon={draft.icon} color={draft.color} />
      <div className="grow">
        {name && <div className="nm trunc">{name}</div>}
        <div className="sm dim n">
          {goal ? `${scheduleWords(t, language, goal, unit)}. ${scheduleMeaning(t, language, goal, unit)}` : missingWords(t, language, draft)}
        </div>
      </div>
    </div>
  )
}
