import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { IconArrowsSort, IconCheck, IconPlayerPause, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { HabitList } from '@/features/habits/HabitList'
import { habitsQueries } from '@/features/habits/habits.queries'
import { useWords } from '@/i18n/use-words'
import { Top } from '@/ui/Shell'
import { ButtonLink } from '@/ui/links'
import { usePageTitle } from '@/ui/use-page-title'
import '@/ui/segments.css'

const EXACT = { exact: true, includeSearch: true }
const VIEWS = [undefined, 'archived', 'deleted'] as const

export default function HabitsPage() {
  const { t } = useWords()
  usePageTitle(t('app.habits'))
  const { show } = useSearch({ from: '/shell/habits' })
  const [ordering, setOrdering] = useState(false)
  const active = useQuery(habitsQueries.list('active'))
  const several = show === undefined && (active.data?.length ?? 0) > 1
  return (
    <>
      <Top title={t('app.habits')}>
        <ButtonLink to="/habits/new" variant="light" leftSection={<IconPlus size={20} stroke={2.2} aria-hidden />}>
          {t('agenda.add')}
        </ButtonLink>
      </Top>
      <h1 className="h1" style={{ margin: '8px 0 16px' }}>
        {t('app.habits')}
      </h1>
      <nav className="segments" aria-label={t('habits.views')} style={{ marginBottom: 16 }}>
        {VIEWS.map((view) => (
          <Link key={view ?? 'active'} to="/habits" search={view ? { show: view } : {}} activeOptions={EXACT} aria-current={view === show ? 'page' : undefined}>
            {t(`habits.show.${view ?? 'active'}`)}
          </Link>
        ))}
      </nav>
      {several && (
        <div className="row wrap" style={{ marginBottom: 16, gap: 10 }}>
          <Button
            variant="default"
            aria-pressed={ordering}
            leftSection={ordering ? <IconCheck size={18} stroke={2.2} aria-hidden /> : <IconArrowsSort size={18} stroke={1.75} aria-hidden />}
            onClick={() => setOrdering(!ordering)}
          >
            {t(ordering ? 'habits.orderDone' : 'habits.order')}
          </Button>
          <ButtonLink to="/pauses" variant="default" leftSection={<IconPlayerPause size={18} stroke={1.75} aria-hidden />}>
            {t('pauses.title')}
          </ButtonLink>
        </div>
      )}
      <HabitList key={show} which={show ?? 'active'} ordering={ordering && several} empty={<NoHabits />} />
    </>
  )
}

function NoHabits() {
  const { t } = useWords()
  return (
    <div className="stack" style={{ justifyItems: 'start' }}>
      <p className="dim">{t('habits.none.active')}</p>
      <ButtonLink to="/">{t('habits.begin')}</ButtonLink>
    </div>
  )
}
