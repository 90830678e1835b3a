import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { IconChevronLeft } from '@tabler/icons-react'
import type { HabitRead, Me } from '@/api/types'
import { HabitYear } from '@/features/calendar/HabitYear'
import { HabitActions } from '@/features/habits/HabitActions'
import { HabitHead } from '@/features/habits/HabitHead'
import { Ledger } from '@/features/habits/Ledger'
import { Summary } from '@/features/habits/Summary'
import { habitsQueries } from '@/features/habits/habits.queries'
import { meQuery } from '@/features/profile/profile.queries'
import { useWords } from '@/i18n/use-words'
import { LoadError } from '@/ui/ErrorCard'
import { HabitFigures } from '@/ui/HabitFigures'
import { Top } from '@/ui/Shell'
import { ListSkeleton } from '@/ui/Skeleton'
import { ActionIconLink } from '@/ui/links'
import { usePageTitle } from '@/ui/use-page-title'

export default function HabitPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/shell/habits/$id' })
  const { data: habit, error, refetch } = useQuery(habitsQueries.one(id))
  const me = useQuery(meQuery)
  usePageTitle(habit?.name ?? t('app.habits'))
  const back = (
    <ActionIconLink to="/habits" aria-label={t('app.habits')} ml={-10}>
      <IconChevronLeft size={26} stroke={1.75} aria-hidden />
    </ActionIconLink>
  )
  return (
    <>
      <Top title={t('app.habits')} lead={back} />
      {habit && me.data ? (
        <Details habit={habit} me={me.data} />
      ) : (
        <>
          <h1 className="sr">{t('app.habits')}</h1>
          {error ? <LoadError error={error} onRetry={() => void refetch()} /> : <ListSkeleton rows={5} />}
        </>
      )}
    </>
  )
}

const yearOf = (day: string): number => Number(day.slice(0, 4))

function Details({ habit, me }: { habit: HabitRead; me: Me }) {
  const navigate = useNavigate()
  const first = habit.start && habit.start < habit.begins_on ? habit.start : habit.begins_on
  return (
    <>
      <HabitHead habit={habit} today={me.today} zone={me.zone} />
      <HabitActions habit={habit} onDeleted={() => void navigate({ to: '/habits' })} />
      <div className="two">
        <div>
          <HabitFigures habit={habit} />
          <Ledger id={habit.id} />
        </div>
        <Summary habit={habit} firstWeekday={me.first_weekday} />
      </div>
      <HabitYear habit={habit.id} color={habit.color} thisYear={yearOf(me.today)} firstYear={Math.min(yearOf(first), yearOf(me.today))} />
    </>
  )
}
