import { useQuery } from '@tanstack/react-query'
import { IconPlus } from '@tabler/icons-react'
import { Suspense, lazy } from 'react'
import { TodayHero } from '@/features/agenda/TodayHero'
import { TodayList } from '@/features/agenda/TodayList'
import { StreakSkeleton, TodaySkeleton } from '@/features/agenda/TodaySkeleton'
import { agendaQueries } from '@/features/agenda/agenda.queries'
import { meQuery } from '@/features/profile/profile.queries'
import { withWords } from '@/i18n/i18n'
import { useWords } from '@/i18n/use-words'
import { LoadError } from '@/ui/ErrorCard'
import { Top } from '@/ui/Shell'
import { ListSkeleton } from '@/ui/Skeleton'
import { ButtonLink } from '@/ui/links'
import { usePageTitle } from '@/ui/use-page-title'

const EmptyAgenda = lazy(withWords(() => import('@/features/agenda/EmptyAgenda')))
const StreakCard = lazy(withWords(() => import('@/features/agenda/StreakCard')))
const PausedBanner = lazy(withWords(() => import('@/features/pauses/PausedBanner')))
const StarterPicker = lazy(withWords(() => import('@/features/starters/StarterPicker')))

export default function TodayPage() {
  const { t } = useWords()
  usePageTitle(t('app.today'))
  const day = useQuery(agendaQueries.today())
  const me = useQuery(meQuery)
  const error = day.data ? me.error : day.error
  const retry = () => {
    void day.refetch()
    void me.refetch()
  }
  return (
    <>
      <Top title={t('app.today')}>
        {day.data && day.data.habits.length > 0 && (
          <ButtonLink to="/habits/new" variant="light" leftSection={<IconPlus size={20} stroke={2.2} aria-hidden />}>
            {t('agenda.add')}
          </ButtonLink>
        )}
      </Top>
      {day.data && me.data ? (
        <div className="two">
          <div>
            <TodayHero day={day.data} person={me.data.id} name={me.data.name} zone={me.data.zone} />
            <Suspense>
              {day.data.habits.some((item) => item.look === 'paused') && <PausedBanner today={day.data.today} />}
            </Suspense>
            {day.data.habits.length > 0 ? (
              <TodayList key={day.data.date} day={day.data} zone={me.data.zone} person={me.data.id} />
            ) : (
              <Suspense fallback={<ListSkeleton />}>
                <EmptyAgenda />
                <StarterPicker />
              </Suspense>
            )}
          </div>
          {day.data.habits.length > 0 && (
            <Suspense fallback={<StreakSkeleton />}>
              <StreakCard day={day.data} />
            </Suspense>
          )}
        </div>
      ) : (
        <>
          <h1 className="sr">{t('app.today')}</h1>
          {error ? <LoadError error={error} onRetry={retry} /> : <TodaySkeleton />}
        </>
      )}
    </>
  )
}
