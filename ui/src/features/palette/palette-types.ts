import type { ReactNode } from 'react'
import type { Findable } from './rank'

/** Under which heading a command stands while nothing is typed; `none` is found by typing alone. */
export type CommandGroup = 'open' | 'go' | 'act' | 'none'

/** One thing that the palette can do. */
export interface Command extends Findable {
  group: CommandGroup
  icon: ReactNode
  /** Whether it leads to another page, which then takes the focus. */
  leaves?: boolean
  run: () => void
}
