import { IconCheck, IconPlus } from '@tabler/icons-react'
import type { Starter } from '@/api/types'
import { unitOf } from '@/i18n/amount-words'
import { scheduleWords } from '@/i18n/schedule-words'
import { useWords } from '@/i18n/use-words'
import { askedOfDraft } from '@/lib/schedule'
import { Tile } from '@/ui/Tile'
import './starters.css'

interface StarterListProps {
  starters: Starter[]
  isChosen: (starter: Starter) => boolean
  onToggle: (starter: Starter) => void
}

/** Habits to begin with; a tap chooses one, another lets it go. */
export function StarterList({ starters, isChosen, onToggle }: StarterListProps) {
  return (
    <ul className="starters">
      {starters.map((starter) => (
        <li key={starter.key}>
          <StarterChoice starter={starter} chosen={isChosen(starter)} onToggle={() => onToggle(starter)} />
        </li>
      ))}
    </ul>
  )
}

interface StarterChoiceProps {
  starter: Starter
  chosen: boolean
  onToggle: () => void
}

function StarterChoice({ starter, chosen, onToggle }: StarterChoiceProps) {
  const { t, language } = useWords()
  const { name, icon, color, kind, measure, unit, goal } = starter
  return (
    <button type="button" className="starter" aria-pressed={chosen} onClick={onToggle}>
      <Tile icon={icon} color={color} />
      <span className="grow">
        <span className="nm trunc">{name}</span>
        <span className="sm dim n">{scheduleWords(t, language, askedOfDraft(kind, goal), unitOf(t, measure, unit))}</span>
      </span>
      <span className="starter-mark">{chosen ? <IconCheck size={20} stroke={2.6} aria-hidden /> : <IconPlus size={20} stroke={2.2} aria-hidden />}</span>
    </button>
  )
}
