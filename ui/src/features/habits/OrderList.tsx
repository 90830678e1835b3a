import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useState } from 'react'
import type { HabitRead } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { problemWords } from '@/ui/problem-words'
import { Tile } from '@/ui/Tile'
import { showToast } from '@/ui/toast-store'
import { useOrderHabits } from './habits.queries'

/** The habits in use with buttons to put them in another order. Each move is said aloud and stored at once. */
export function OrderList({ habits }: { habits: HabitRead[] }) {
  const { t } = useWords()
  const order = useOrderHabits()
  const [said, setSaid] = useState('')
  const move = (from: number, to: number) => {
    const habit = habits[from]
    if (!habit) return
    const others = habits.filter((other) => other !== habit)
    order.mutate([...others.slice(0, to), habit, ...others.slice(to)], {
      onError: (error) => showToast({ tone: 'problem', title: t('habits.orderFailed'), text: problemWords(t, error) }),
    })
    setSaid(t('habits.movedTo', { name: habit.name, place: to + 1, count: habits.length }))
  }
  return (
    <>
      <p className="sm dim habits-hint">{t('habits.orderHint')}</p>
      <p className="sr" role="status">
        {said}
      </p>
      <ol className="list habits-list">
        {habits.map((habit, place) => (
          <li key={habit.id} className="li habit-line">
            <Tile icon={habit.icon} color={habit.color} />
            <span className="grow nm trunc">{habit.name}</span>
            {/* At the ends they stay enabled elements: a disabled one would lose the focus. */}
            <ActionIcon aria-label={t('habits.up', { name: habit.name })} aria-disabled={place === 0} onClick={() => place > 0 && move(place, place - 1)}>
              <IconArrowUp size={22} stroke={1.75} aria-hidden />
            </ActionIcon>
            <ActionIcon
              aria-label={t('habits.down', { name: habit.name })}
              aria-disabled={place === habits.length - 1}
              onClick={() => place < habits.length - 1 && move(place, place + 1)}
            >
              <IconArrowDown size={22} stroke={1.75} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ol>
    </>
  )
}
