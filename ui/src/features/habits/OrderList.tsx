import { Suspense, lazy } from 'react'
import type { HabitRead } from '@/api/types'
import { withWords } from '@/i18n/i18n'
import { useWords } from '@/i18n/use-words'
import { ListSkeleton } from '@/ui/Skeleton'
import { Tile } from '@/ui/Tile'
import { problemWords } from '@/ui/problem-words'
import { useSortWords } from '@/ui/sort-words'
import { showToast } from '@/ui/toast-store'
import { useOrderHabits } from './habits.queries'

const SortableList = lazy(withWords(() => import('@/ui/SortableList')))

/** The habits in use, to be put in another order. Each move is said aloud and stored at once. */
export function OrderList({ habits }: { habits: HabitRead[] }) {
  const { t } = useWords()
  const words = useSortWords()
  const order = useOrderHabits()
  const onMove = (ids: string[]) => {
    const moved = ids.flatMap((id) => habits.find((habit) => habit.id === id) ?? [])
    order.mutate(moved, {
      onError: (error) => showToast({ tone: 'problem', title: t('habits.orderFailed'), text: problemWords(t, error) }),
    })
  }
  const items = habits.map(({ id, name, icon, color }) => ({ id, label: name, lead: <Tile icon={icon} color={color} /> }))
  return (
    <>
      <p className="sm dim habits-hint">{t('habits.orderHint')}</p>
      <Suspense fallback={<ListSkeleton rows={habits.length} />}>
        <SortableList items={items} onMove={onMove} words={words} />
      </Suspense>
    </>
  )
}
