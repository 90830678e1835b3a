import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useDeferredValue, useState } from 'react'
import type { HabitRead } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { LoadError } from '@/ui/ErrorCard'
import { ListSkeleton } from '@/ui/Skeleton'
import { HabitLine } from './HabitLine'
import { OrderList } from './OrderList'
import { type Which, habitsQueries } from './habits.queries'
import './habits.css'

/** From this many habits on there is a field to search them. */
const SEARCHED_FROM = 9

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
  const [typed, setTyped] = useState('')
  const words = useDeferredValue(typed)
  if (!data) return error ? <LoadError error={error} onRetry={() => void refetch()} /> : <ListSkeleton rows={5} />
  if (data.length === 0) return which === 'active' ? empty : <p className="dim">{t(`habits.none.${which}`)}</p>
  if (ordering && which === 'active') return <OrderList habits={data} />
  const found = data.filter((habit) => matches(habit, words))
  return (
    <>
      {which === 'deleted' && <p className="sm dim habits-hint">{t('habits.deletedHint')}</p>}
      {data.length >= SEARCHED_FROM && (
        <TextInput
          className="habits-search"
          type="search"
          aria-label={t('habits.search')}
          placeholder={t('habits.search')}
          leftSection={<IconSearch size={20} stroke={1.75} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <p className="sr" role="status">
        {words ? t('habits.found', { count: found.length }) : ''}
      </p>
      {found.length === 0 ? (
        <p className="dim">{t('habits.nothingFound')}</p>
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

/** Whether all words are part of a habit's name, category or tags. */
function matches({ name, category, tags }: HabitRead, words: string): boolean {
  const text = [name, category, ...tags].join(' ').toLowerCase()
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word))
}
