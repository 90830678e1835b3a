import { UnstyledButton } from '@mantine/core'
import { Spotlight } from '@mantine/spotlight'
import { type MouseEvent, useEffect, useRef } from 'react'
import { useWords } from '@/i18n/use-words'
import type { Command } from './palette-types'
import type { PaletteSection } from './sections'

interface PaletteListProps {
  id: string
  sections: PaletteSection[]
  /** What Enter would do. */
  current: Command | undefined
  optionId: (command: Command) => string
  /** The pointer moved over a command. */
  onPoint: (id: string) => void
  onChoose: (command: Command) => void
}

export function PaletteList({ id, sections, current, optionId, onPoint, onChoose }: PaletteListProps) {
  const { t } = useWords()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [current?.id])
  return (
    <>
      <div className="palette-list" id={id} role="listbox" aria-label={t('palette.list')} ref={list} hidden={sections.length === 0}>
        {sections.map(({ name, commands }) => (
          <div key={name ?? 'found'} {...(name ? { role: 'group', 'aria-label': t(`palette.groups.${name}`) } : {})}>
            {name && (
              <div className="palette-group" aria-hidden="true">
                {t(`palette.groups.${name}`)}
              </div>
            )}
            {commands.map((command) => (
              <Option key={command.id} command={command} id={optionId(command)} selected={command === current} onPoint={onPoint} onChoose={onChoose} />
            ))}
          </div>
        ))}
      </div>
      {sections.length === 0 && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
    </>
  )
}

interface OptionProps extends Pick<PaletteListProps, 'onPoint' | 'onChoose'> {
  id: string
  command: Command
  selected: boolean
}

/** Spotlight's own action drops its id, which the field needs to tell screen readers what is chosen. */
function Option({ id, command, selected, onPoint, onChoose }: OptionProps) {
  return (
    <UnstyledButton
      component="div"
      id={id}
      tabIndex={-1}
      className="palette-option"
      role="option"
      aria-selected={selected}
      onMouseDown={keepFocus}
      onMouseMove={() => onPoint(command.id)}
      onClick={() => onChoose(command)}
    >
      <span className="palette-icon" aria-hidden="true">
        {command.icon}
      </span>
      <span className="palette-words">
        <span className="trunc nm">{command.label}</span>
        {command.hint && <span className="palette-hint sm">{command.hint}</span>}
      </span>
    </UnstyledButton>
  )
}

/** A press leaves the focus in the field. */
const keepFocus = (event: MouseEvent): void => event.preventDefault()
