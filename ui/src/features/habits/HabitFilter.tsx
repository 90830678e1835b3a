import { TextInput } from '@mantine/core'
import { IconSearch, IconTag, IconX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useWords } from '@/i18n/use-words'
import { isPlainKey, usesPlainKeys } from '@/lib/shortcuts'
import { type Filter, type Label, sameLabel } from './filter'

interface HabitFilterProps {
  filter: Filter
  onChange: (filter: Filter) => void
  /** Every category and tag there is. */
  labels: Label[]
}

/** Words to search for, and chips of categories and tags to choose from. "/" leads to the field. */
export function HabitFilter({ filter, onChange, labels }: HabitFilterProps) {
  const { t } = useWords()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || !isPlainKey(event)) return
      event.preventDefault()
      field.current?.focus()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  const toggle = (label: Label) => {
    const isOn = filter.labels.some((other) => sameLabel(label, other))
    onChange({ ...filter, labels: isOn ? filter.labels.filter((other) => !sameLabel(label, other)) : [...filter.labels, label] })
  }
  return (
    <div role="search" className="habits-filter">
      <TextInput
        ref={field}
        type="search"
        aria-label={t('habits.search')}
        aria-keyshortcuts={usesPlainKeys() ? '/' : undefined}
        placeholder={t('habits.searchIn')}
        leftSection={<IconSearch size={20} stroke={1.75} aria-hidden />}
        value={filter.words}
        onChange={(event) => onChange({ ...filter, words: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onChange({ ...filter, words: '' })
        }}
      />
      {labels.length > 0 && (
        <div className="choices" role="group" aria-label={t('habits.labels')}>
          {labels.map((label) => {
            const isOn = filter.labels.some((other) => sameLabel(label, other))
            return (
              <button key={`${label.kind} ${label.name}`} type="button" className="choice habits-chip" aria-pressed={isOn} onClick={() => toggle(label)}>
                {label.kind === 'tag' && <IconTag size={16} stroke={1.75} aria-hidden />}
                {label.name}
                {isOn && <IconX size={16} stroke={2} aria-hidden />}
              </button>
            )
          })}
        </div>
      )}
    </div>
  )
}
