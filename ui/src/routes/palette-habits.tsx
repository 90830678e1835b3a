import { IconPencil } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { AgendaItem, DayRead, HabitRead } from '@/api/types'
import { isCounted } from '@/features/agenda/prediction'
import { entryOf } from '@/features/agenda/use-entry'
import type { Command } from '@/features/palette/palette-types'
import { number } from '@/i18n/format'
import { type Translate, useWords } from '@/i18n/use-words'
import { stepFor } from '@/lib/schedule'
import { Tile } from '@/ui/Tile'

type Named = Pick<HabitRead, 'id' | 'name' | 'icon' | 'color'>

/** For each habit: tick it today, open its page, edit it. */
export function useHabitCommands(habits: readonly Named[], day: DayRead | undefined): Command[] {
  const words = useWords()
  const navigate = useNavigate()
  const { t } = words
  const ticks = (day?.habits ?? []).filter(isOpen).map((item) => tick(item, day?.today ?? '', words))
  const pages = habits.flatMap(({ id, name, icon, color }): Command[] => [
    {
      id: `habit:${id}`,
      group: 'none',
      label: name,
      hint: t('palette.openHabit'),
      keywords: t('palette.words.habit'),
      icon: <Tile icon={icon} color={color} size={34} />,
      leaves: true,
      run: () => void navigate({ to: '/habits/$id', params: { id } }),
    },
    {
      id: `edit:${id}`,
      group: 'none',
      label: name,
      hint: t('palette.editHabit'),
      keywords: t('palette.words.edit'),
      icon: <IconPencil size={20} stroke={1.75} />,
      leaves: true,
      run: () => void navigate({ to: '/habits/$id/edit', params: { id } }),
    },
  ])
  return [...ticks, ...pages]
}

/** What a tap could still do today: not what rests, is done, or is a limit that is not reached. */
const isOpen = (item: AgendaItem): boolean => item.look === 'open' || item.look === 'partial' || item.look === 'none'

function tick(item: AgendaItem, today: string, words: { t: Translate; language: string }): Command {
  const { t, language } = words
  const entry = entryOf(item, today, today, words)
  const step = stepFor(item.goal.target, item.measure)
  const hint = isCounted(item) ? t('palette.add', { amount: number(step, language) }) : t(item.kind === 'quit' ? 'palette.clean' : 'palette.tick')
  return {
    id: `tick:${item.id}`,
    group: item.look === 'none' || (item.kind === 'quit' && isCounted(item)) ? 'none' : 'open',
    label: item.name,
    hint,
    keywords: t('palette.words.tick'),
    icon: <Tile icon={item.icon} color={item.color} size={34} />,
    run: isCounted(item) ? entry.increment : item.steps.length > 0 ? () => entry.setSteps(item.steps.map(({ id }) => id)) : entry.toggle,
  }
}
