import { type ReactNode, Suspense, lazy, useCallback, useMemo, useRef, useState } from 'react'
import type { DayRead } from '@/api/types'
import { withWords } from '@/i18n/i18n'
import { useWords } from '@/i18n/use-words'
import type { Opens } from './Control'
import { GroupHead } from './GroupHead'
import { HabitRow } from './HabitRow'
import { type AgendaGroup, grouped } from './sections'
import { useTimers } from './timers'
import type { Folding, Grouping } from './today-view'
import './agenda.css'

/** From this many habits on the rows are as low as a thumb allows. */
const MANY = 13

const HabitSheet = lazy(withWords(() => import('./HabitSheet')))
const QuickAmount = lazy(withWords(() => import('./QuickAmount')))

interface AgendaListProps {
  day: DayRead
  /** The person's time zone, for the times of taps. */
  zone: string
  /** Smaller, for a day inside another page. */
  compact?: boolean
  by?: Grouping
  folding?: Folding
  /** Which habits are left out of the rows; they still count. */
  isHidden?: (id: string) => boolean
  /** What stands at the end of the first group's head. */
  head?: ReactNode
}

interface Opened {
  id: string
  what: Opens
}

/** A day's habits in their groups, with the controls to tick them and a sheet with the details. */
export function AgendaList({ day, zone, compact = false, by = 'section', folding, isHidden, head }: AgendaListProps) {
  const [opened, setOpened] = useState<Opened | null>(null)
  const [shown, setShown] = useState(false)
  const timers = useTimers()
  const item = opened && day.habits.find(({ id }) => id === opened.id)
  const opener = useRef<HTMLElement>(null)
  const { date, today } = day
  const at = useMemo(() => ({ date, today }), [date, today])
  const open = useCallback((id: string, from: HTMLElement, what: Opens) => {
    opener.current = from
    setOpened({ id, what })
    setShown(true)
  }, [])
  const close = () => {
    setShown(false)
    opener.current?.focus({ preventScroll: true })
  }
  const rowsOf = ({ items }: AgendaGroup) => (
    <ul className={`list ${day.habits.length < MANY ? '' : 'agenda-dense'}`}>
      {items.map((one) => (
        <HabitRow
          key={one.id}
          item={one}
          day={at}
          zone={zone}
          timer={timers.find(({ habit, ended }) => habit === one.id && !ended)}
          onOpen={open}
        />
      ))}
    </ul>
  )
  return (
    <>
      {grouped(day.habits, by).map((group, place) => {
        const items = group.items.filter(({ id }) => !isHidden?.(id))
        const isFolded = folding?.folded.includes(group.key) ?? false
        return (
          /* The first one stays itself when the grouping changes: the menu in its head is open then. */
          <Group key={place === 0 ? 'first' : group.key} group={group} compact={compact} folding={folding} end={place === 0 && head}>
            {!isFolded && items.length > 0 && rowsOf({ ...group, items })}
          </Group>
        )
      })}
      {item && (
        <Suspense>
          {opened.what === 'amount' ? (
            <QuickAmount key={item.id} item={item} day={day} opened={shown} onClose={close} />
          ) : (
            <HabitSheet key={item.id} item={item} day={day} opened={shown} atNote={opened.what === 'note'} onClose={close} />
          )}
        </Suspense>
      )}
    </>
  )
}

interface GroupProps {
  group: AgendaGroup
  compact: boolean
  folding: Folding | undefined
  end: ReactNode
  children: ReactNode
}

function Group({ group, compact, folding, end, children }: GroupProps) {
  const { t } = useWords()
  const title = group.section ? t(`agenda.sections.${group.section}`) : group.category || t('agenda.noCategory')
  return (
    <section className={compact ? 'agenda-compact' : 'agenda-section'} aria-label={title}>
      <GroupHead title={title} group={group} compact={compact} folding={folding}>
        {end}
      </GroupHead>
      {children}
    </section>
  )
}
