import { type RefObject, Suspense, lazy, useEffect, useRef, useState } from 'react'
import type { DayRead } from '@/api/types'
import { withWords } from '@/i18n/i18n'
import { useWords } from '@/i18n/use-words'
import { ListSkeleton } from '@/ui/Skeleton'
import { AgendaList } from './AgendaList'
import { ViewButton } from './ViewButton'
import { useTodayView } from './today-view'
import { useDoneHidden } from './use-done-hidden'
import { useYesterday } from './use-yesterday'

const ViewMenu = lazy(withWords(() => import('./ViewMenu')))
const ArrangeList = lazy(withWords(() => import('./ArrangeList')))

interface TodayListProps {
  day: DayRead
  zone: string
  /** Id of the person, whose view of Today this device remembers. */
  person: string
}

/** Today's habits the way the person likes to see them, with the menu to change that. */
export function TodayList({ day, zone, person }: TodayListProps) {
  const { t } = useWords()
  const [view, change] = useTodayView(person)
  const [asked, setAsked] = useState(false)
  const [arranging, setArranging] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  const { place, Card } = useYesterday(day, zone, person)
  useRowKeys(list)
  const isHidden = useDoneHidden(day, view.hidesDone)
  const hidden = view.hidesDone ? day.habits.filter((item) => isHidden(item.id)).length : 0
  const fold = (key: string) => {
    const { folded } = view
    change({ folded: folded.includes(key) ? folded.filter((other) => other !== key) : [...folded, key] })
  }
  const button = <ViewButton onClick={() => setAsked(true)} />
  if (arranging) {
    return (
      <Suspense>
        <ArrangeList day={day} by={view.by} onDone={() => setArranging(false)} />
      </Suspense>
    )
  }
  const menu = asked ? (
    <Suspense fallback={button}>
      <ViewMenu view={view} onChange={change} onArrange={() => setArranging(true)} />
    </Suspense>
  ) : (
    button
  )
  if (place === null) return <ListSkeleton rows={5} />
  const card = Card && <Card today={day} zone={zone} person={person} />
  return (
    <div ref={list}>
      {place === 'above' && card}
      <AgendaList day={day} zone={zone} by={view.by} folding={{ folded: view.folded, onFold: fold }} isHidden={isHidden} head={menu} />
      {place === 'below' && card}
      {hidden > 0 && (
        <p className="row sm dim n agenda-hidden">
          {t('agenda.hidden', { count: hidden })}
          <button type="button" className="link" onClick={() => change({ hidesDone: false })}>
            {t('agenda.showHidden')}
          </button>
        </p>
      )}
    </div>
  )
}

/** The keys of the list. They are loaded after the first paint: nobody types before it. */
function useRowKeys(place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const stop = import('./row-keys').then(({ listen }) => listen(() => place.current))
    return () => void stop.then((end) => end())
  }, [place])
}
