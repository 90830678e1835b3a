import { Suspense, lazy, useRef, useState } from 'react'
import type { DayRead } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { HabitRow } from './HabitRow'
import { bySection } from './sections'
import './agenda.css'

/** From this many habits on the rows are as low as a thumb allows. */
const MANY = 13

const HabitSheet = lazy(() => import('./HabitSheet'))

interface AgendaListProps {
  day: DayRead
  /** The person's time zone, for the times of taps. */
  zone: string
  /** Smaller, for a day inside another page. */
  compact?: boolean
}

/** A day's habits in their sections, with the controls to tick them and a sheet with the details. */
export function AgendaList({ day, zone, compact = false }: AgendaListProps) {
  const { t } = useWords()
  const [openId, setOpenId] = useState<string | null>(null)
  const [shown, setShown] = useState(false)
  const opened = day.habits.find((item) => item.id === openId)
  const opener = useRef<HTMLElement>(null)
  const open = (id: string, from: HTMLElement) => {
    opener.current = from
    setOpenId(id)
    setShown(true)
  }
  const close = () => {
    setShown(false)
    opener.current?.focus({ preventScroll: true })
  }
  return (
    <>
      {bySection(day.habits).map(({ section, items, due, done }) => (
        <section key={section} className={compact ? 'agenda-compact' : 'agenda-section'} aria-label={t(`agenda.sections.${section}`)}>
          <div className="sech">
            <h2 className={compact ? 'sm b' : 'h2'}>{t(`agenda.sections.${section}`)}</h2>
            {due > 0 && <span className="sm dim n">{t('agenda.count', { done, due })}</span>}
          </div>
          <ul className={`list ${day.habits.length < MANY ? '' : 'agenda-dense'}`}>
            {items.map((item) => (
              <HabitRow key={item.id} item={item} day={day} zone={zone} onOpen={(from) => open(item.id, from)} />
            ))}
          </ul>
        </section>
      ))}
      {opened && (
        <Suspense>
          <HabitSheet item={opened} day={day} opened={shown} onClose={close} />
        </Suspense>
      )}
    </>
  )
}
