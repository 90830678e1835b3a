import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { agendaQueries } from '@/features/agenda/agenda.queries'
import { habitsQueries } from '@/features/habits/habits.queries'
import { Palette } from '@/features/palette/Palette'
import { meQuery } from '@/features/profile/profile.queries'
import UnsentDialog from '@/features/session/UnsentDialog'
import { useOutbox } from '@/ui/use-outbox'
import { useActionCommands } from './palette-actions'
import { useHabitCommands } from './palette-habits'
import { useDateCommands, usePageCommands } from './palette-pages'
import { useLeave } from './use-leave'

interface PalettePageProps {
  opened: boolean
  onClose: () => void
}

/** The palette with all that this app can do: ways to pages, habits and dates, ticks of today, and actions. */
export default function PalettePage({ opened, onClose }: PalettePageProps) {
  const me = useQuery(meQuery)
  const day = useQuery({ ...agendaQueries.today(), enabled: opened })
  const habits = useQuery({ ...habitsQueries.list('active'), enabled: opened })
  const ofHabits = useHabitCommands(habits.data ?? day.data?.habits ?? [], day.data)
  const pages = usePageCommands(day.data?.today, me.data?.role === 'admin')
  const { leave } = useLeave()
  const { waiting, parked, others } = useOutbox()
  const [asking, setAsking] = useState(false)
  const isUnsent = waiting.length + parked.length + others > 0
  const actions = useActionCommands(isUnsent ? () => setAsking(true) : leave)
  const datesOf = useDateCommands(day.data?.today)
  return (
    <>
      <Palette commands={[...ofHabits, ...pages, ...actions]} datesOf={datesOf} person={me.data?.id ?? ''} opened={opened} onClose={onClose} />
      {asking && <UnsentDialog onClose={() => setAsking(false)} onLeave={leave} />}
    </>
  )
}
