import type { Command, CommandGroup } from './palette-types'
import { ranked } from './rank'

/** Commands under one heading; without a name they are what was found. */
export interface PaletteSection {
  name: 'recent' | Exclude<CommandGroup, 'none'> | null
  commands: Command[]
}

const LATELY = 4
const STILL_OPEN = 5
const FOUND = 12

/** What the palette shows before anything is typed: what was chosen lately, what is open today, pages and actions. */
export function atRest(commands: readonly Command[], recent: readonly string[]): PaletteSection[] {
  const latest = recent.flatMap((id) => commands.find((command) => command.id === id) ?? []).slice(0, LATELY)
  const rest = commands.filter((command) => !latest.includes(command))
  const of = (group: CommandGroup) => rest.filter((command) => command.group === group)
  const sections: PaletteSection[] = [
    { name: 'recent', commands: latest },
    { name: 'open', commands: of('open').slice(0, STILL_OPEN) },
    { name: 'go', commands: of('go') },
    { name: 'act', commands: of('act') },
  ]
  return sections.filter((section) => section.commands.length > 0)
}

/** What fits the typed words, and the date they may name: first when it looks like a date or nothing else begins so. */
export function found(commands: readonly Command[], dates: readonly Command[], typed: string, recent: readonly string[]): PaletteSection[] {
  const names = ranked(commands, typed, recent).slice(0, FOUND)
  const begins = (command: Command): boolean => command.label.toLowerCase().startsWith(typed.trim().toLowerCase())
  const datesFirst = /\d/.test(typed) || !names.some(begins)
  const all = datesFirst ? [...dates, ...names] : [...names, ...dates]
  return all.length > 0 ? [{ name: null, commands: all }] : []
}
