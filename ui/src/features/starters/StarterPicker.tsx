import { Button } from '@mantine/core'
import { IconCheck, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Starter } from '@/api/types'
import { scheduleWords, unitOf } from '@/i18n/schedule-words'
import { useWords } from '@/i18n/use-words'
import { askedOfDraft } from '@/lib/schedule'
import { newId } from '@/lib/uuid'
import { FormProblem } from '@/ui/FormProblem'
import { ListSkeleton } from '@/ui/Skeleton'
import { Tile } from '@/ui/Tile'
import { showToast } from '@/ui/toast-store'
import { startersQuery, useTakeStarters } from './starters.queries'
import './starters.css'

/** Habits to begin with: one tap chooses one, several can be taken together. */
export default function StarterPicker() {
  const { t } = useWords()
  const { data } = useQuery(startersQuery)
  const take = useTakeStarters()
  /** Ids of the habits to be made, by the key of the starter. */
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map())
  if (!data) return <ListSkeleton rows={4} />
  const toggle = ({ key }: Starter) => {
    const next = new Map(chosen)
    if (!next.delete(key)) next.set(key, newId())
    setChosen(next)
  }
  const submit = () => {
    const all = data.flatMap((starter) => {
      const id = chosen.get(starter.key)
      return id ? [{ id, starter }] : []
    })
    take.mutate(all, { onSuccess: () => showToast({ tone: 'done', title: t('starters.added', { count: all.length }) }) })
  }
  return (
    <section className="sec narrow" aria-labelledby="starters">
      <h2 className="h2" id="starters">
        {t('starters.title')}
      </h2>
      <p className="dim sm" style={{ margin: '4px 0 12px' }}>
        {t('starters.hint')}
      </p>
      <ul className="starters">
        {data.map((starter) => (
          <li key={starter.key}>
            <StarterChoice starter={starter} chosen={chosen.has(starter.key)} onToggle={() => toggle(starter)} />
          </li>
        ))}
      </ul>
      <FormProblem error={take.error} />
      {chosen.size > 0 && (
        <div className="starters-add">
          <Button size="lg" fullWidth loading={take.isPending} onClick={submit}>
            {t('starters.add', { count: chosen.size })}
          </Button>
        </div>
      )}
    </section>
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
