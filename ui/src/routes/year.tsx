import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { IconChevronRight } from '@tabler/icons-react'
import { CalendarViews } from '@/features/calendar/CalendarViews'
import { HabitLegend } from '@/features/calendar/HabitLegend'
import { Legend } from '@/features/calendar/Legend'
import { MonthByMonth, YearFigures } from '@/features/calendar/YearFigures'
import { YearHead } from '@/features/calendar/YearHead'
import { YearHeat } from '@/features/calendar/YearHeat'
import { calendarQueries } from '@/features/calendar/calendar.queries'
import { useWords } from '@/i18n/use-words'
import { type Day, monthOf } from '@/lib/day'
import { yearDays } from '@/lib/heat-days'
import { LoadError } from '@/ui/ErrorCard'
import { Top } from '@/ui/Shell'
import { Bone } from '@/ui/Skeleton'
import { usePageTitle } from '@/ui/use-page-title'
import { useWide } from '@/ui/use-wide'

export default function YearPage() {
  const { t } = useWords()
  usePageTitle(t('app.calendar'))
  const params = useParams({ from: '/shell/calendar/year/$year' })
  const year = Number(params.year)
  const { habit } = useSearch({ from: '/shell/calendar/year/$year' })
  const navigate = useNavigate()
  const wide = useWide()
  const { data, error, refetch, isPlaceholderData } = useQuery(calendarQueries.year(year, habit))
  const all = useQuery(calendarQueries.year(year))
  const shown = data?.habits.find(({ id }) => id === habit)
  const month = data && monthOf(data.today).startsWith(params.year) ? monthOf(data.today) : `${params.year}-12`
  const views = <CalendarViews month={month} year />
  const go = (to: { year?: number; habit?: string | undefined }) =>
    void navigate({
      to: '/calendar/year/$year',
      params: { year: String(to.year ?? year) },
      search: to.habit ? { habit: to.habit } : {},
      replace: true,
      resetScroll: false,
    })
  return (
    <>
      <Top title={t('app.calendar')} lead={wide ? undefined : views} />
      <YearHead year={year} last={data ? Number(data.today.slice(0, 4)) : year} habit={habit}>
        {wide && views}
      </YearHead>
      <NativeSelect
        className="year-filter"
        label={t('year.show')}
        value={habit ?? ''}
        onChange={(event) => go({ habit: event.currentTarget.value })}
        data={[{ value: '', label: t('year.all') }, ...(all.data?.habits ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
      />
      {data ? (
        <div aria-busy={isPlaceholderData} className={shown ? `p-${shown.color}` : undefined}>
          <div className="card year-card">
            <YearHeat heat={data} single={Boolean(shown)} onYear={(next) => go({ year: next, habit })} action={(day) => <OpenDay day={day} />} />
            {shown ? <HabitLegend /> : <Legend />}
          </div>
          <YearFigures days={yearDays(data, Boolean(shown))} single={Boolean(shown)} />
          <MonthByMonth days={yearDays(data, Boolean(shown))} single={Boolean(shown)} />
        </div>
      ) : error ? (
        <LoadError error={error} onRetry={() => void refetch()} />
      ) : (
        <Bone width="100%" height={220} radius={20} />
      )}
    </>
  )
}

function OpenDay({ day }: { day: Day }) {
  const { t } = useWords()
  return (
    <Link to="/calendar/$month" params={{ month: monthOf(day) }} search={{ day }} className="link">
      {t('year.openDay')}
      <IconChevronRight size={16} aria-hidden />
    </Link>
  )
}
