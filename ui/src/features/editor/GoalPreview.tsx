import type { Day } from '@/lib/day'
import { shortDay } from '@/i18n/format'
import { unitOf } from '@/i18n/amount-words'
import { scheduleMeaning, scheduleWords } from '@/i18n/schedule-words'
import { type Translate, useWords } from '@/i18n/use-words'
import { askedOfDraft } from '@/lib/schedule'
import { Tile } from '@/ui/Tile'
import { type Draft, goalOf, measureOf, settled } from './draft'
import { missingWords } from './fault-words'

interface GoalPreviewProps {
  draft: Draft
  today: Day
}

/** The habit in plain words, as it will stand on the list; or what it still lacks. */
export function GoalPreview({ draft, today }: GoalPreviewProps) {
  const { t, language } = useWords()
  const name = draft.name.trim()
  return (
    <div className="soft row preview" role="status" aria-label={t('habit.preview')}>
      <Tile icon={draft.icon} color={draft.color} />
      <div className="grow">
        {name && <div className="nm trunc">{name}</div>}
        <div className="sm dim n">{goalWords(t, language, draft) ?? missingWords(t, language, draft)}</div>
        <LifeWords draft={draft} today={today} />
      </div>
    </div>
  )
}

function goalWords(t: Translate, language: string, typed: Draft): string | null {
  const draft = settled(typed)
  const goal = goalOf(draft, language)
  if (!goal) return null
  const unit = unitOf(t, measureOf(draft), draft.unit.trim()) || null
  const asked = askedOfDraft(draft.kind, goal)
  return `${scheduleWords(t, language, asked, unit)}. ${scheduleMeaning(t, language, asked, unit)}`
}

/** "From 1 Dec to 28 Feb": when it begins and ends, where that is not simply from now on. */
function LifeWords({ draft, today }: GoalPreviewProps) {
  const { t, language } = useWords()
  const { begins_on: begins, ends_on: ends } = draft
  const words = [
    begins && begins > today ? t('habit.fromDay', { day: shortDay(begins, today, language) }) : '',
    ends ? t('habit.untilDay', { day: shortDay(ends, today, language) }) : '',
  ].filter(Boolean)
  return words.length > 0 ? <div className="sm dim n">{words.join(' ')}</div> : null
}
