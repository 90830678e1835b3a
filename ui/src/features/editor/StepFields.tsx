import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react'
import { useWords } from '@/i18n/use-words'
import { newId } from '@/lib/uuid'
import type { Step } from './draft'

interface StepFieldsProps {
  steps: Step[]
  onChange: (steps: Step[]) => void
  error: ReactNode
}

const STEPS_MAX = 30

/** The steps of a checklist: add, rename, put in order, remove. Enter adds the next one. */
export function StepFields({ steps, onChange, error }: StepFieldsProps) {
  const { t } = useWords()
  const list = useRef<HTMLUListElement>(null)
  /** The step that takes the focus once it is there: at once, so that no key typed meanwhile is lost. */
  const next = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (next.current === null) return
    list.current?.querySelectorAll<HTMLElement>('input')[next.current]?.focus()
    next.current = null
  }, [steps])
  const add = () => {
    if (steps.length >= STEPS_MAX) return
    next.current = steps.length
    onChange([...steps, { id: newId(), name: '' }])
  }
  const rename = (id: string, name: string) => onChange(steps.map((step) => (step.id === id ? { ...step, name } : step)))
  const remove = (place: number) => {
    next.current = Math.max(0, place - 1)
    onChange(steps.filter((_, other) => other !== place))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    add()
  }
  return (
    <fieldset>
      <legend className="label">{t('habit.steps')}</legend>
      <ul className="stack" style={{ gap: 8 }} ref={list}>
        {steps.map((step, place) => (
          <li key={step.id} className="step-field">
            <TextInput
              aria-label={t('habit.step', { number: place + 1 })}
              value={step.name}
              maxLength={120}
              autoComplete="off"
              error={Boolean(error) && !step.name.trim()}
              onChange={(event) => rename(step.id, event.currentTarget.value)}
              onKeyDown={onKeyDown}
            />
            <ActionIcon aria-label={t('habit.stepUp', { number: place + 1 })} aria-disabled={place === 0} onClick={() => onChange(swapped(steps, place - 1))}>
              <IconArrowUp size={20} stroke={1.75} aria-hidden />
            </ActionIcon>
            <ActionIcon aria-label={t('habit.stepDown', { number: place + 1 })} aria-disabled={place === steps.length - 1} onClick={() => onChange(swapped(steps, place))}>
              <IconArrowDown size={20} stroke={1.75} aria-hidden />
            </ActionIcon>
            <ActionIcon aria-label={t('habit.stepRemove', { number: place + 1 })} onClick={() => remove(place)}>
              <IconTrash size={20} stroke={1.75} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      <Button variant="light" mt={steps.length > 0 ? 10 : 0} leftSection={<IconPlus size={20} stroke={2.2} aria-hidden />} onClick={add} disabled={steps.length >= STEPS_MAX}>
        {t('habit.stepAdd')}
      </Button>
    </fieldset>
  )
}

/** The steps with one and the next in each other's place. */
function swapped(steps: Step[], place: number): Step[] {
  const [one, next] = [steps[place], steps[place + 1]]
  return one && next ? [...steps.slice(0, place), next, one, ...steps.slice(place + 2)] : steps
}
