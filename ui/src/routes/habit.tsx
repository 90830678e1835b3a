import { ActionIcon } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { IconChevronLeft, IconDots, IconPencil } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { HabitRead, Me } from '@/api/types'
import { TodayControl } from '@/features/agenda/TodayControl'
import { agendaQueries } from '@/features/agenda/agenda.queries'
import { HabitYear } from '@/features/calendar/HabitYear'
import { HabitActions } from '@/features/habits/HabitActions'
import { HabitHead } from '@/features/habits/HabitHead'
import { Ledger } from '@/features/habits/Ledger'
import { habitsQueries } from '@/features/habits/habits.queries'
import { BestStreaks } from '@/features/insight/BestStreaks'
import { Notes } from '@/features/insight/Notes'
import { StrengthCard } from '@/features/insight/StrengthCard'
import { Totals } from '@/features/insight/Totals'
import { Weekdays } from '@/features/insight/Weekdays'
import { meQuery } from '@/features/profile/profile.queries'
import { useWords } from '@/i18n/use-words'
import { yearOf } from '@/lib/day'
import { LoadError } from '@/ui/ErrorCard'
import { Top } from '@/ui/Shell'
import { Bone, ListSkeleton } from '@/ui/Skeleton'
import { ActionIconLink, ButtonLink } from '@/ui/links'
import { usePageTitle } from '@/ui/use-page-title'
import { useWide } from '@/ui/use-wide'

export default function HabitPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/shell/habits/$id' })
  const habit = useQuery(habitsQueries.one(id))
  const me = useQuery(meQuery)
  usePageTitle(habit.data?.name ?? t('app.habits'))
  if (habit.data && me.data) return <HabitDetails key={id} habit={habit.data} me={me.data} />
  const error = habit.error ?? me.error
  return (
    <>
      <Top title={t('app.habits')} lead={<Back />} />
      <h1 className="sr">{t('app.habits')}</h1>
      {error ? <LoadError error={error} onRetry={() => void (habit.error ? habit : me).refetch()} /> : <Waiting />}
    </>
  )
}

function Back() {
  const { t } = useWords()
  const wide = useWide()
  if (wide) {
    return (
      <Link to="/habits" className="link back-link">
        <IconChevronLeft size={18} stroke={2} aria-hidden />
        {t('app.habits')}
      </Link>
    )
  }
  return (
    <ActionIconLink to="/habits" aria-label={t('app.habits')} ml={-10}>
      <IconChevronLeft size={26} stroke={1.75} aria-hidden />
    </ActionIconLink>
  )
}

function HabitDetails({ habit, me }: { habit: HabitRead; me: Me }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const wide = useWide()
  const day = useQuery(agendaQueries.today())
  const item = day.data?.habits.find(({ id }) => id === habit.id)
  const sheet = useSheet()
  const archived = habit.archived_at !== null
  const [acting, setActing] = useState(archived)
  const more = (
    <ActionIcon aria-label={t('habits.actions', { name: habit.name })} aria-expanded={acting} onClick={() => setActing(!acting)}>
      <IconDots size={22} stroke={1.75} aria-hidden />
    </ActionIcon>
  )
  return (
    <>
      <Top title="" lead={<Back />}>
        {!wide && (
          <>
            <ActionIconLink to="/habits/$id/edit" params={{ id: habit.id }} aria-label={t('habits.edit')}>
              <IconPencil size={22} stroke={1.75} aria-hidden />
            </ActionIconLink>
            {more}
          </>
        )}
      </Top>
      <HabitHead habit={habit} today={me.today} zone={me.zone}>
        {wide && (
          <ButtonLink to="/habits/$id/edit" params={{ id: habit.id }} variant="default" leftSection={<IconPencil size={18} stroke={1.75} aria-hidden />}>
            {t('habits.edit')}
          </ButtonLink>
        )}
        {day.data && item && !archived && <TodayControl item={item} day={day.data} zone={me.zone} sheet={sheet.shown} onOpen={() => sheet.open('open')} onClose={sheet.close} />}
        {wide && more}
      </HabitHead>
      {acting && <HabitActions habit={habit} withoutEdit onDeleted={() => void navigate({ to: '/habits' })} />}
      <Insights habit={habit} me={me} onAddNote={item && !archived ? () => sheet.open('note') : undefined} />
    </>
  )
}

/** Today's sheet; whoever opened it gets the focus back. */
function useSheet() {
  const [shown, setShown] = useState<'open' | 'note' | null>(null)
  const opener = useRef<Element | null>(null)
  return {
    shown,
    open: (how: 'open' | 'note') => {
      opener.current = document.activeElement
      setShown(how)
    },
    close: () => {
      setShown(null)
      if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true })
    },
  }
}

interface InsightsProps {
  habit: HabitRead
  me: Me
  onAddNote: (() => void) | undefined
}

function Insights({ habit, me, onAddNote }: InsightsProps) {
  const first = habit.start && habit.start < habit.begins_on ? habit.start : habit.begins_on
  return (
    <>
      <div className="two">
        <div>
          <StrengthCard habit={habit} />
          <Ledger id={habit.id} />
          <Notes habit={habit} today={me.today} onAdd={onAddNote} />
        </div>
        <div className="stack" style={{ gap: 20 }}>
          <Weekdays habit={habit} firstWeekday={me.first_weekday} />
          <BestStreaks id={habit.id} today={me.today} />
          <Totals habit={habit} />
        </div>
      </div>
      <HabitYear habit={habit.id} color={habit.color} today={me.today} firstYear={Math.min(yearOf(first), yearOf(me.today))} />
    </>
  )
}

/** The page in boxes, while it is on its way. */
function Waiting() {
  return (
    <div className="late">
      <div className="row" style={{ margin: '8px 0 24px', gap: 16 }}>
        <Bone width={60} height={60} radius={20} />
        <Bone width={220} height={30} radius={10} />
      </div>
      <div className="two">
        <Bone width="100%" height={330} radius={20} />
        <ListSkeleton />
      </div>
    </div>
  )
}
