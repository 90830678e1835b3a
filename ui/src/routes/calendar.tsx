import { useQuery } from '@tanstack/react-query'
import { Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { CalendarViews } from '@/features/calendar/CalendarViews'
import { HabitByHabit } from '@/features/calendar/HabitByHabit'
import { Legend } from '@/features/calendar/Legend'
import { MonthFigures } from '@/features/calendar/MonthFigures'
import { MonthGrid } from '@/features/calendar/MonthGrid'
import { MonthHead } from '@/features/calendar/MonthHead'
import { calendarQueries } from '@/features/calendar/calendar.queries'
import { meQuery } from '@/features/profile/profile.queries'
import { useWords } from '@/i18n/use-words'
import { type Day, addDays, addMonths, firstOf, monthOf } from '@/lib/day'
import { LoadError } from '@/ui/ErrorCard'
import { Top } from '@/ui/Shell'
import { Bone, ListSkeleton } from '@/ui/Skeleton'
import { useWide } from '@/ui/use-wide'
import { usePageTitle } from '@/ui/use-page-title'
import { DayBeside, useDayEditing } from './DayBeside'

/** /calendar without a month: goes on to the month of the person's today. */
export function CurrentMonth() {
  const me = useQuery(meQuery)
  if (me.data) return <Navigate to="/calendar/$month" params={{ month: monthOf(me.data.today) }} replace />
  return <Unready error={me.error} onRetry={() => void me.refetch()} />
}

export function MonthPage() {
  const { month } = useParams({ from: '/shell/calendar/$month' })
  const { day } = useSearch({ from: '/shell/calendar/$month' })
  const navigate = useNavigate()
  const wide = useWide()
  const editing = useDayEditing()
  const me = useQuery(meQuery)
  const { data, error, refetch, isPlaceholderData } = useQuery(calendarQueries.month(month))
  if (!data || !me.data) return <Unready error={error ?? me.error} onRetry={() => void refetch()} />

  const selected = day && monthOf(day) === month && day <= data.today ? day : defaultDay(month, data.today)
  const select = (next: Day) =>
    void navigate({ to: '/calendar/$month', params: { month: monthOf(next) }, search: { day: next }, replace: true, resetScroll: false })

  return (
    <Frame month={month}>
      <MonthHead month={month} last={monthOf(data.today)}>{wide && <CalendarViews month={month} />}</MonthHead>
      <div className="two" aria-busy={isPlaceholderData}>
        <div>
          <MonthGrid month={data} selected={selected} onSelect={select} onOpen={editing.enter} />
          <Legend />
          <MonthFigures month={data} />
        </div>
        {selected <= data.today && <DayBeside date={selected} zone={me.data.zone} editing={editing} />}
      </div>
      <HabitByHabit month={data} />
    </Frame>
  )
}

/** Today in its own month, else the month's last day. */
function defaultDay(month: string, today: Day): Day {
  return monthOf(today) === month ? today : addDays(firstOf(addMonths(month, 1)), -1)
}

function Unready({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const { t } = useWords()
  return (
    <Frame>
      <h1 className="sr">{t('app.calendar')}</h1>
      {error ? <LoadError error={error} onRetry={onRetry} /> : <GridSkeleton />}
    </Frame>
  )
}

function Frame({ month, children }: { month?: string; children: React.ReactNode }) {
  const { t } = useWords()
  const wide = useWide()
  usePageTitle(t('app.calendar'))
  return (
    <>
      <Top title={t('app.calendar')} lead={!wide && month ? <CalendarViews month={month} /> : undefined} />
      {children}
    </>
  )
}

const WEEKS = 5

function GridSkeleton() {
  return (
    <div className="late">
      <div className="month" aria-hidden="true" style={{ marginTop: 72 }}>
        {Array.from({ length: WEEKS }, (_, week) => (
          <div className="month-row" key={week}>
            {Array.from({ length: 7 }, (_unused, column) => (
              <Bone key={column} width="100%" height={48} radius={12} />
            ))}
          </div>
        ))}
      </div>
      <div className="sec">
        <ListSkeleton />
      </div>
    </div>
  )
}
