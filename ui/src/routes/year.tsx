import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { HeatRead } from '@/api/types'
import { CalendarViews } from '@/features/calendar/CalendarViews'
import { HabitLegend } from '@/features/calendar/HabitLegend'
import { Legend } from '@/features/calendar/Legend'
import { MonthByMonth, YearFigures } from '@/features/calendar/YearFigures'
import { YearHead } from '@/features/calendar/YearHead'
import { YearHeat } from '@/features/calendar/YearHeat'
import { YearNote } from '@/features/calendar/YearNote'
import { calendarQueries } from '@/features/calendar/calendar.queries'
import { meQuery } from '@/features/profile/profile.queries'
import { useWords } from '@/i18n/use-words'
import { type Day, monthOf, yearOf } from '@/lib/day'
import { yearDays } from '@/lib/heat-days'
import { LoadError } from '@/ui/ErrorCard'
import { Top } from '@/ui/Shell'
import { Bone, ListSkeleton } from '@/ui/Skeleton'
import { usePageTitle } from '@/ui/use-page-title'
import { useWide } from '@/ui/use-wide'
import { DayBeside, useDayEditing } from './DayBeside'

export default function YearPage() {
  const { t } = useWords()
  usePageTitle(t('app.calendar'))
  const params = useParams({ from: '/shell/calendar/year/$year' })
  const year = Number(params.year)
  const { habit, day } = useSearch({ from: '/shell/calendar/year/$year' })
  const navigate = useNavigate()
  const wide = useWide()
  const { data, error, refetch, isPlaceholderData } = useQuery(calendarQueries.year(year, habit))
  const all = useQuery(calendarQueries.year(year))
  const selected = day && yearOf(day) === year ? day : data && newest(year, data.today)
  const views = <CalendarViews month={selected ? monthOf(selected) : `${params.year}-12`} year />
  const go = (to: { day?: Day | undefined; habit: string | undefined }) =>
    void navigate({
      to: '/calendar/year/$year',
      params: { year: to.day?.slice(0, 4) ?? params.year },
      search: { ...(to.habit ? { habit: to.habit } : {}), ...(to.day ? { day: to.day } : {}) },
      replace: true,
      resetScroll: false,
    })
  return (
    <>
      <Top title={t('app.calendar')} lead={wide ? undefined : views} />
      <YearHead year={year} last={data ? yearOf(data.today) : year} habit={habit}>
        <NativeSelect
          className="year-filter"
          aria-label={t('year.show')}
          value={habit ?? ''}
          onChange={(event) => go({ day, habit: event.currentTarget.value })}
          data={[{ value: '', label: t('year.all') }, ...(all.data?.habits ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
        />
        {wide && views}
      </YearHead>
      {data && selected ? (
        <div aria-busy={isPlaceholderData}>
          <YearDays heat={data} habit={habit} selected={selected} onSelect={(next) => go({ day: next, habit })} />
        </div>
      ) : error ? (
        <LoadError error={error} onRetry={() => void refetch()} />
      ) : (
        <YearSkeleton />
      )}
    </>
  )
}

/** Today in its own year, else the year's last day. */
const newest = (year: number, today: Day): Day => (yearOf(today) === year ? today : `${year}-12-31`)

interface YearDaysProps {
  heat: HeatRead
  habit: string | undefined
  selected: Day
  onSelect: (day: Day) => void
}

function YearDays({ heat, habit, selected, onSelect }: YearDaysProps) {
  const { data: me } = useQuery(meQuery)
  const editing = useDayEditing()
  const shown = heat.habits.find(({ id }) => id === habit)
  const single = shown !== undefined
  const days = yearDays(heat, single)
  const isEmpty = days.every(({ due, done }) => due === 0 && done === 0)
  return (
    <>
      <div className={`card year-card ${shown ? `p-${shown.color}` : ''}`}>
        <YearHeat heat={heat} single={single} selected={selected} onSelect={onSelect} onOpen={editing.enter} />
        {single ? <HabitLegend /> : <Legend />}
      </div>
      <div className="two year-two">
        {me && selected <= heat.today && <DayBeside date={selected} zone={me.zone} editing={editing} />}
        <div className="year-side">
          {isEmpty ? (
            <YearNote heat={heat} habit={habit} />
          ) : (
            <>
              <YearFigures days={days} single={single} />
              <MonthByMonth days={days} single={single} />
            </>
          )}
        </div>
      </div>
    </>
  )
}

function YearSkeleton() {
  return (
    <div className="late">
      <Bone width="100%" height={260} radius={20} />
      <div className="sec">
        <ListSkeleton />
      </div>
    </div>
  )
}
