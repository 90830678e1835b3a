import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useDeferredValue, useState } from 'react'
import type { HabitRead } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { LoadError } from '@/ui/ErrorCard'
import { ListSkeleton } from '@/ui/Skeleton'
import { HabitFilter } from './HabitFilter'
import { HabitLine } from './HabitLine'
import { OrderList } from './OrderList'
import { NO_FILTER, filtered, isFiltering, labelsOf, sameLabel } from './filter'
import { type Which, habitsQueries } from './habits.queries'
import './habits.css'

/** From this many habits on they can be searched. */
const SEARCHED_FROM = 5

interface HabitListProps {
  which: Which
  /** Whether the order is being changed. */
  ordering: boolean
  /** What stands in place of an empty list of habits in use. */
  empty: ReactNode
}

/** Habits in use, in the archive, or deleted a short while ago. */
export function HabitList({ which, ordering, empty }: HabitListProps) {
  const { t } = useWords()
  const { data, error, refetch } = useQuery(habitsQueries.list(which))
  if (!data) return error ? <LoadError error={error} onRetry={() => void refetch()} /> : <ListSkeleton rows={5} />
  if (data.length === 0) return which === 'active' ? empty : <p className="dim">{t(`habits.none.${which}`)}</p>
  if (ordering && which === 'active') return <OrderList habits={data} />
  return (
    <>
      {which === 'deleted' && <p className="sm dim habits-hint">{t('habits.deletedHint')}</p>}
      <FilteredList habits={data} which={which} />
    </>
  )
}

function FilteredList({ habits, which }: { habits: HabitRead[]; which: Which }) {
  const { t, language } = useWords()
  const [typed, setTyped] = useState(NO_FILTER)
  const labels = labelsOf(habits, language)
  /* A label whose last habit went away is no longer there to be switched off. */
  const chosen = { ...typed, labels: typed.labels.filter((label) => labels.some((other) => sameLabel(label, other))) }
  const { words } = chosen
  const filter = { ...chosen, words: useDeferredValue(words) }
  const isSearched = habits.length >= SEARCHED_FROM
  const found = isSearched ? filtered(habits, filter) : habits
  return (
    <>
      {isSearched && <HabitFilter filter={chosen} onChange={setTyped} labels={labels} />}
      <p className="sr" role="status">
        {isSearched && isFiltering(filter) ? t('habits.found', { count: found.length }) : ''}
      </p>
      {found.length === 0 ? (
        <div className="habits-nothing">
          <p className="dim">{t('habits.nothingFound')}</p>
          <button type="button" className="link" onClick={() => setTyped(NO_FILTER)}>
            {t('habits.showAll')}
          </button>
        </div>
      ) : (
        <ul className="list habits-list">
          {found.map((habit) => (
            <HabitLine key={habit.id} habit={habit} which={which} />
          ))}
        </ul>
      )}
    </>
  )
}
