import { ActionIcon, Button } from '@mantine/core'
import { IconArrowBackUp, IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { HabitRead } from '@/api/types'
import { unitOf } from '@/i18n/amount-words'
import { scheduleWords } from '@/i18n/schedule-words'
import { useWords } from '@/i18n/use-words'
import { askedOfHabit } from '@/lib/schedule'
import { Streak } from '@/ui/Streak'
import { Tile } from '@/ui/Tile'
import { HabitActions } from './HabitActions'
import type { Which } from './habits.queries'
import { useMoves } from './use-moves'

interface HabitLineProps {
  habit: HabitRead
  which: Which
}

/** One habit of the list: what it asks, its streak, and what can be done with it. */
export function HabitLine({ habit, which }: HabitLineProps) {
  const { t, language } = useWords()
  const move = useMoves()
  const [open, setOpen] = useState(false)
  const name = (
    <>
      <span className="nm trunc">{habit.name}</span>
      <span className="meta n">
        <span>{scheduleWords(t, language, askedOfHabit(habit.kind, habit.goal), unitOf(t, habit.measure, habit.unit))}</span>
        {which === 'active' && <Streak count={habit.streak} unit={habit.streak_unit} />}
      </span>
    </>
  )
  return (
    <li className="li habit-line">
      <Tile icon={habit.icon} color={habit.color} />
      {which === 'deleted' ? (
        <span className="grow habit-link">{name}</span>
      ) : (
        <Link to="/habits/$id" params={{ id: habit.id }} className="grow habit-link">
          {name}
        </Link>
      )}
      {which === 'active' ? (
        <ActionIcon aria-label={t('habits.actions', { name: habit.name })} aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconDots size={22} stroke={1.75} aria-hidden />
        </ActionIcon>
      ) : (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={18} aria-hidden />}
          aria-label={t(which === 'deleted' ? 'habits.undeleteNamed' : 'habits.restoreNamed', { name: habit.name })}
          onClick={() => move(habit, which === 'deleted' ? 'undelete' : 'restore')}
        >
          {t('habits.restore')}
        </Button>
      )}
      {open && which === 'active' && <HabitActions habit={habit} />}
    </li>
  )
}
