import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useId, useMemo, useState } from 'react'
import { clockTime, zoneName } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { cityOf, matchingZones, plain, regionOf, zones } from '@/lib/zones'
import './zone-search.css'

const MOST_SHOWN = 40

interface ZoneSearchProps {
  label: string
  value: string
  onChange: (zone: string) => void
  error?: ReactNode
}

/** Chooses a time zone by typing a city, a region or the name of the zone: a combo box with a list. */
export function ZoneSearch({ label, value, onChange, error }: ZoneSearchProps) {
  const { t, language } = useWords()
  const list = useId()
  /** What is typed; null while nobody chooses. */
  const [query, setQuery] = useState<string | null>(null)
  const [active, setActive] = useState(0)
  const isOpen = query !== null
  const found = useFound(query, value)
  const shown = found.slice(0, MOST_SHOWN)
  const place = Math.min(active, shown.length - 1)

  const search = (text: string) => {
    setQuery(text)
    setActive(0)
  }
  const take = (zone: string | undefined) => {
    if (zone) onChange(zone)
    setQuery(null)
  }
  const move = (by: number) => {
    if (isOpen) setActive((place + by + shown.length) % Math.max(1, shown.length))
    else search('')
  }
  const keys: Record<string, () => void> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => take(shown[place]),
    Escape: () => setQuery(null),
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys[event.key]
    if (!act || (!isOpen && !event.key.startsWith('Arrow'))) return
    event.preventDefault()
    act()
  }
  const idOf = (index: number): string => `${list}-${String(index)}`
  return (
    <div className="zone">
      <TextInput
        label={label}
        error={error}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && shown.length > 0 ? idOf(place) : undefined}
        autoComplete="off"
        spellCheck={false}
        leftSection={<IconSearch size={18} stroke={1.75} aria-hidden />}
        placeholder={isOpen ? cityOf(value) : t('profile.zones.placeholder')}
        value={query ?? cityOf(value)}
        onChange={(event) => search(event.currentTarget.value)}
        onClick={() => isOpen || search('')}
        onKeyDown={onKeyDown}
        onBlur={() => setQuery(null)}
      />
      <div className="zone-list" role="listbox" id={list} aria-label={label} hidden={!isOpen}>
        {isOpen &&
          shown.map((zone, index) => (
            <Option key={zone} id={idOf(index)} zone={zone} isActive={index === place} isChosen={zone === value} onTake={() => take(zone)} />
          ))}
      </div>
      <p className="sm dim zone-note" role="status">
        {isOpen && found.length === 0 && t('profile.zones.none')}
        {found.length > MOST_SHOWN && t('profile.zones.more', { count: found.length - MOST_SHOWN })}
        {!isOpen && [regionOf(value), zoneName(value, language)].filter(Boolean).join(' · ')}
      </p>
    </div>
  )
}

/** Zones that match what is typed. Their names are gathered when somebody begins: it takes a moment. */
function useFound(query: string | null, value: string): string[] {
  const { language } = useWords()
  const isOpen = query !== null
  const all = useMemo(
    () =>
      isOpen
        ? zones(value).map((zone) => ({ zone, words: plain(`${zone.replaceAll(/[/_]/g, ' ')} ${zoneName(zone, language)}`) }))
        : [],
    [isOpen, value, language],
  )
  return matchingZones(all, query ?? '')
}

interface OptionProps {
  id: string
  zone: string
  isActive: boolean
  isChosen: boolean
  onTake: () => void
}

function Option({ id, zone, isActive, isChosen, onTake }: OptionProps) {
  const { language } = useWords()
  const show = (node: HTMLDivElement | null) => {
    if (isActive) node?.scrollIntoView({ block: 'nearest' })
  }
  return (
    /* The keyboard stays in the field (aria-activedescendant): the options are for the pointer alone. */
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      ref={show}
      id={id}
      role="option"
      aria-selected={isChosen}
      tabIndex={-1}
      data-active={isActive || undefined}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      <span className="grow">
        <span className="b">{cityOf(zone)}</span> <span className="sm dim">{regionOf(zone)}</span>
      </span>
      <span className="n dim">{clockTime(new Date().toISOString(), language, zone)}</span>
    </div>
  )
}
