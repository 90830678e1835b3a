import { useQuery } from '@tanstack/react-query'
import { IconPlus } from '@tabler/icons-react'
import { Suspense, lazy } from 'react'
import { AgendaList } from '@/features/agenda/AgendaList'
import { EmptyAgenda } from '@/features/agenda/EmptyAgenda'
import { RunningStreaks } from '@/features/agenda/RunningStreaks'
import { TodayHero } from '@/features/agenda/TodayHero'
import { agendaQueries } from '@/features/agenda/agenda.queries'
import { meQuery } from '@/features/profile/profile.queries'
import { useWords } from '@/i18n/use-words'
import { LoadError } from '@/ui/ErrorCard'
import { Top } from '@/ui/Shell'
import { ListSkeleton } from '@/ui/Skeleton'
import { ButtonLink } from '@/ui/links'
import { usePageTitle } from '@/ui/use-page-title'

const PausedBanner = lazy(() => import('@/features/pauses/PausedBanner'))
const StarterPicker = lazy(() => import('@/features/starters/StarterPicker'))

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
            <TodayHero day={day.data} name={me.data.name} zone={me.data.zone} />
            <Suspense>
              {day.data.habits.some((item) => item.look === 'paused') && <PausedBanner today={day.data.today} />}
            </Suspense>
            {day.data.habits.length > 0 ? (
              <AgendaList day={day.data} zone={me.data.zone} />
            ) : (
              <>
                <EmptyAgenda />
                <Suspense fallback={<ListSkeleton />}>
                  <StarterPicker />
                </Suspense>
              </>
            )}
          </div>
          {day.data.habits.length > 0 && <RunningStreaks items={day.data.habits} />}
        </div>
      ) : (
        <>
          <h1 className="sr">{t('app.today')}</h1>
          {error ? <LoadError error={error} onRetry={retry} /> : <ListSkeleton rows={5} />}
        </>
      )}
    </>
  )
}
