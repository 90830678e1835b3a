import { Button } from '@mantine/core'
import { IconChecks, IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '@/i18n/use-words'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { LoadError } from '@/ui/ErrorCard'
import { ListSkeleton } from '@/ui/Skeleton'
import { showToast } from '@/ui/toast-store'
import { Empty } from './Empty'
import { JobLine } from './JobLine'
import type { Job } from './admin-types'
import { focusBack } from './focus'
import { shown } from './person-acts'
import { serverQueries, useDropJob, useRetryJobs } from './server.queries'
import { useTold } from './use-told'

const HEAD = 'admin-jobs'
const FIGURES = ['pending', 'failed', 'dead'] as const

/** Jobs that failed: how many there are, why, and another try. */
export function JobsView() {
  const { t } = useWords()
  const { data, error, refetch } = useQuery(serverQueries.jobs())
  const [asked, setAsked] = useState<Job | null>(null)
  const close = () => {
    setAsked(null)
    if (asked) focusBack(`job-${asked.id}`, HEAD)
  }
  if (!data) return error ? <LoadError error={error} onRetry={() => void refetch()} /> : <ListSkeleton rows={3} />
  return (
    <>
      <dl className="admin-figures">
        {FIGURES.map((figure) => (
          <div key={figure} className="soft">
            <dt className="sm dim">{t(`admin.jobs.${figure}`)}</dt>
            <dd className="disp n">{data[figure]}</dd>
          </div>
        ))}
      </dl>
      {data.jobs.length === 0 ? (
        <div className="sec" id={HEAD} tabIndex={-1}>
          <Empty icon={IconChecks} color="moss" title={t('admin.jobs.emptyTitle')} text={t('admin.jobs.emptyText')} />
        </div>
      ) : (
        <section className="sec" aria-labelledby={HEAD}>
          <div className="sech wrap">
            <h2 className="h2" id={HEAD} tabIndex={-1}>
              {t('admin.jobs.listTitle')}
            </h2>
            <RetryAll />
          </div>
          <ul className="list">
            {data.jobs.map((job) => (
              <JobLine key={job.id} job={job} onDrop={() => setAsked(job)} />
            ))}
          </ul>
        </section>
      )}
      {asked && <DropDialog id={asked.id} onClose={close} />}
    </>
  )
}

function RetryAll() {
  const { t } = useWords()
  const told = useTold()
  const retry = useRetryJobs()
  const run = () => retry.mutate(undefined, { onSuccess: ({ retried }) => told.done(t('admin.jobs.retriedAll', { count: retried })), onError: told.failed })
  return (
    <Button variant="light" leftSection={<IconRefresh size={18} stroke={1.75} aria-hidden />} loading={retry.isPending} onClick={run}>
      {t('admin.jobs.retryAll')}
    </Button>
  )
}

function DropDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords()
  const drop = useDropJob()
  const confirm = () => {
    const onSuccess = () => {
      showToast({ tone: 'done', title: t('admin.jobs.dropped') })
      onClose()
    }
    drop.mutate(id, { onSuccess })
  }
  return (
    <ConfirmDialog
      title={t('admin.jobs.dropAsk')}
      verb={t('admin.jobs.drop')}
      stay={t('admin.keep')}
      isBusy={drop.isPending}
      error={shown(drop.error)}
      onConfirm={confirm}
      onClose={onClose}
    >
      {t('admin.jobs.dropText')}
    </ConfirmDialog>
  )
}
