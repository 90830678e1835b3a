import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { IconChevronLeft } from '@tabler/icons-react'
import { NewHabitForm } from '@/features/editor/NewHabitForm'
import { meQuery } from '@/features/profile/profile.queries'
import { useWords } from '@/i18n/use-words'
import { LoadError } from '@/ui/ErrorCard'
import { Top } from '@/ui/Shell'
import { ListSkeleton } from '@/ui/Skeleton'
import { ActionIconLink } from '@/ui/links'
import { showToast } from '@/ui/toast-store'
import { usePageTitle } from '@/ui/use-page-title'

export default function NewHabitPage() {
  const { t } = useWords()
  usePageTitle(t('habit.title'))
  const navigate = useNavigate()
  const me = useQuery(meQuery)
  const back = (
    <ActionIconLink to="/" aria-label={t('app.today')} ml={-10}>
      <IconChevronLeft size={26} stroke={1.75} aria-hidden />
    </ActionIconLink>
  )
  return (
    <>
      <Top title={t('app.today')} lead={back} />
      <header style={{ margin: '8px 0 24px' }}>
        <h1 className="h1">{t('habit.title')}</h1>
        <p className="dim" style={{ marginTop: 6 }}>
          {t('habit.hint')}
        </p>
      </header>
      {me.data ? (
        <NewHabitForm
          today={me.data.today}
          firstWeekday={me.data.first_weekday}
          onAdded={(name) => {
            showToast({ tone: 'done', title: t('habit.added', { name }) })
            void navigate({ to: '/' })
          }}
        />
      ) : me.error ? (
        <LoadError error={me.error} onRetry={() => void me.refetch()} />
      ) : (
        <ListSkeleton rows={5} />
      )}
    </>
  )
}
