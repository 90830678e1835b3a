import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { IconChevronLeft } from '@tabler/icons-react'
import { habitsQueries } from '@/features/habits/habits.queries'
import { PauseForm } from '@/features/pauses/PauseForm'
import { PauseList } from '@/features/pauses/PauseList'
import { pausesQuery } from '@/features/pauses/pauses.queries'
import { meQuery } from '@/features/profile/profile.queries'
import { useWords } from '@/i18n/use-words'
import { LoadError } from '@/ui/ErrorCard'
import { Top } from '@/ui/Shell'
import { ListSkeleton } from '@/ui/Skeleton'
import { ActionIconLink } from '@/ui/links'
import { usePageTitle } from '@/ui/use-page-title'

export default function PausesPage() {
  const { t } = useWords()
  usePageTitle(t('pauses.title'))
  const { habit } = useSearch({ from: '/shell/pauses' })
  const pauses = useQuery(pausesQuery)
  const habits = useQuery(habitsQueries.list('active'))
  const me = useQuery(meQuery)
  const error = pauses.error ?? habits.error ?? me.error
  const back = (
    <ActionIconLink to="/habits" aria-label={t('app.habits')} ml={-10}>
      <IconChevronLeft size={26} stroke={1.75} aria-hidden />
    </ActionIconLink>
  )
  return (
    <>
      <Top title={t('app.habits')} lead={back} />
      <header style={{ margin: '8px 0 24px' }}>
        <h1 className="h1">{t('pauses.title')}</h1>
        <p className="dim narrow" style={{ marginTop: 6 }}>
          {t('pauses.lead')}
        </p>
      </header>
      {pauses.data && habits.data && me.data ? (
        <div className="narrow">
          <PauseForm key={habit} habits={habits.data} habit={habit} today={me.data.today} />
          <Lists pauses={pauses.data} names={new Map(habits.data.map(({ id, name }) => [id, name]))} today={me.data.today} />
        </div>
      ) : error ? (
        <LoadError error={error} onRetry={() => void Promise.all([pauses.refetch(), habits.refetch(), me.refetch()])} />
      ) : (
        <ListSkeleton rows={3} />
      )}
    </>
  )
}

type ListsProps = Pick<Parameters<typeof PauseList>[0], 'pauses' | 'names' | 'today'>

function Lists({ pauses, ...rest }: ListsProps) {
  const { t } = useWords()
  const { today } = rest
  const newestFirst = pauses.filter(({ reason }) => reason !== 'archived').reverse()
  const isOver = (last: string | null) => last !== null && last < today
  return (
    <>
      <PauseList title={t('pauses.now')} pauses={newestFirst.filter(({ first, last }) => first <= today && !isOver(last))} {...rest} />
      <PauseList title={t('pauses.later')} pauses={newestFirst.filter(({ first }) => first > today)} {...rest} />
      <PauseList title={t('pauses.over')} pauses={newestFirst.filter(({ last }) => isOver(last))} {...rest} />
    </>
  )
}
