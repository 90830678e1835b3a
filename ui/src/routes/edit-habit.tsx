import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { IconChevronLeft } from '@tabler/icons-react'
import { EditHabitForm } from '@/features/editor/EditHabitForm'
import { habitsQueries } from '@/features/habits/habits.queries'
import { meQuery } from '@/features/profile/profile.queries'
import { useWords } from '@/i18n/use-words'
import { LoadError } from '@/ui/ErrorCard'
import { Top } from '@/ui/Shell'
import { ListSkeleton } from '@/ui/Skeleton'
import { ActionIconLink } from '@/ui/links'
import { showToast } from '@/ui/toast-store'
import { usePageTitle } from '@/ui/use-page-title'

export default function EditHabitPage() {
  const { t } = useWords()
  usePageTitle(t('habit.editTitle'))
  const { id } = useParams({ from: '/shell/habits/$id/edit' })
  const habit = useQuery(habitsQueries.one(id))
  const me = useQuery(meQuery)
  const navigate = useNavigate()
  const back = (
    <ActionIconLink to="/habits/$id" params={{ id }} aria-label={habit.data?.name ?? t('app.habits')} ml={-10}>
      <IconChevronLeft size={26} stroke={1.75} aria-hidden />
    </ActionIconLink>
  )
  const onSaved = (name: string) => {
    showToast({ tone: 'done', title: t('habit.changed', { name }) })
    void navigate({ to: '/habits/$id', params: { id } })
  }
  return (
    <>
      <Top title={t('app.habits')} lead={back} />
      <h1 className="h1" style={{ margin: '8px 0 24px' }}>
        {t('habit.editTitle')}
      </h1>
      {habit.data && me.data ? (
        <EditHabitForm habit={habit.data} today={me.data.today} firstWeekday={me.data.first_weekday} onSaved={onSaved} />
      ) : habit.error ? (
        <LoadError error={habit.error} onRetry={() => void habit.refetch()} />
      ) : (
        <ListSkeleton rows={5} />
      )}
    </>
  )
}
