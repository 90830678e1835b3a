import { Spotlight, createSpotlight } from '@mantine/spotlight'
import '@mantine/spotlight/styles.layer.css'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { useWords } from '@/i18n/use-words'
import { PaletteList } from './PaletteList'
import type { Command } from './palette-types'
import { remember, useRecent } from './recent'
import { atRest, found } from './sections'
import { takeAhead } from './type-ahead'
import './palette.css'

interface PaletteProps {
  commands: readonly Command[]
  /** The commands that a typed date stands for. */
  datesOf: (typed: string) => Command[]
  /** Whose choices are remembered. */
  person: string
  opened: boolean
  onClose: () => void
}

/**
 * Finds and does anything by typing. A combobox with a list: the focus stays in the field, Up, Down, Home and End
 * choose, Enter does it, Escape closes and gives the focus back.
 */
export function Palette({ commands, datesOf, person, opened, onClose }: PaletteProps) {
  const { t } = useWords()
  const listId = useId()
  const [[store, spotlight]] = useState(createSpotlight)
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const [leaving, setLeaving] = useState(false)
  const recent = useRecent(person)
  useEffect(() => (opened ? spotlight.open() : spotlight.close()), [opened, spotlight])

  const sections = typed.trim() ? found(commands, datesOf(typed), typed, recent) : atRest(commands, recent)
  const all = sections.flatMap((section) => section.commands)
  const at = Math.max(0, all.findIndex(({ id }) => id === chosen))
  const optionId = (command: Command) => `${listId}-${command.id}`
  const current = all[at]

  const choose = (command: Command) => {
    remember(person, command.id)
    setLeaving(command.leaves ?? false)
    onClose()
    command.run()
  }
  const type = (text: string) => {
    setTyped(text)
    setChosen(null)
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const target = placeAfter(event.key, at, all.length, typed === '')
    if (event.key === 'Enter' && current) choose(current)
    if (target !== null) setChosen(all[target]?.id ?? null)
    if (target !== null || event.key === 'Enter') event.preventDefault()
  }
  return (
    <Spotlight.Root
      store={store}
      shortcut={null}
      query={typed}
      onQueryChange={type}
      onSpotlightOpen={() => setLeaving(false)}
      onSpotlightClose={onClose}
      returnFocus={!leaving}
      lockScroll={false}
      centered={false}
      yOffset="max(12px, 9dvh)"
      radius="lg"
      zIndex={300}
      overlayProps={{ backgroundOpacity: 0.35, blur: 2 }}
      transitionProps={{ transition: 'fade', duration: 120, onExited: focusPage }}
      attributes={{ content: { 'aria-label': t('palette.title') } }}
      className="palette"
    >
      <Spotlight.Search
        leftSection={<IconSearch size={20} stroke={1.75} aria-hidden />}
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.placeholder')}
        role="combobox"
        aria-expanded
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={current && optionId(current)}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="go"
        onKeyDown={press}
        onFocus={() => {
          const ahead = takeAhead()
          if (ahead) type(ahead)
        }}
      />
      <PaletteList id={listId} sections={sections} current={current} optionId={optionId} onPoint={setChosen} onChoose={choose} />
      <p className="sr" role="status">
        {typed.trim() && t('palette.found', { count: all.length })}
      </p>
    </Spotlight.Root>
  )
}

/** Where a key leads in a list of `count`; null for keys that are the field's. Home and End are, once something is typed. */
function placeAfter(key: string, at: number, count: number, isEmpty: boolean): number | null {
  if (count === 0) return null
  if (key === 'ArrowDown') return (at + 1) % count
  if (key === 'ArrowUp') return (at - 1 + count) % count
  if (isEmpty && key === 'Home') return 0
  return isEmpty && key === 'End' ? count - 1 : null
}

/** Whoever went to another page starts at its top. */
function focusPage(): void {
  if (document.activeElement === document.body) document.getElementById('main')?.focus({ preventScroll: true })
}
