import { IconCheck } from '@tabler/icons-react'
import type { AgendaItem } from '@/api/types'
import { useWords } from '@/i18n/use-words'

interface StepListProps {
  item: AgendaItem
  /** Called with the steps that are ticked after a tap. */
  onChange: (steps: string[]) => void
}

/** The checklist of a day. A day done without its steps has them all. */
export function StepList({ item, onChange }: StepListProps) {
  const { t } = useWords()
  const all = item.steps.map(({ id }) => id)
  const ticked = item.ticked ?? (item.state === 'done' ? all : [])
  const toggle = (id: string) => onChange(all.filter((step) => (step === id) !== ticked.includes(step)))
  return (
    <fieldset>
      <legend className="label">{t('detail.steps', { done: ticked.length, count: all.length })}</legend>
      <ul className="list steps">
        {item.steps.map(({ id, name }) => (
          <li key={id}>
            <label className="step">
              <input type="checkbox" className="sr" checked={ticked.includes(id)} onChange={() => toggle(id)} />
              <span className="step-box" aria-hidden="true">
                {ticked.includes(id) && <IconCheck size={18} stroke={2.6} />}
              </span>
              <span className="grow">{name}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
