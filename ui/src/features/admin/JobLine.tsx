import { Button } from '@mantine/core'
import { useWords } from '@/i18n/use-words'
import { momentText } from '@/i18n/moments'
import type { Job } from './admin-types'
import { jobWords } from './admin-words'
import { useRetryJob } from './server.queries'
import { useTold } from './use-told'

/** A job that failed: why, how often it was tried, and what can be done. */
export function JobLine({ job, onDrop }: { job: Job; onDrop: () => void }) {
  const { t, language } = useWords()
  const told = useTold()
  const retry = useRetryJob()
  const { id, kind, person, attempts, error, next_try: next } = job
  const name = jobWords(t, kind)
  const isDead = next === null
  const again = () => retry.mutate(id, { onSuccess: () => told.done(t('admin.jobs.retried')), onError: told.failed })
  return (
    <li className="admin-item">
      <div className="row wrap" style={{ gap: '4px 12px' }}>
        <h3 className="nm grow">{name}</h3>
        <span className={`admin-pill tinted p-${isDead ? 'clay' : 'honey'}`}>{t(isDead ? 'admin.jobs.isDead' : 'admin.jobs.isFailed')}</span>
      </div>
      <p className="meta n">
        {name !== kind && <span>{kind}</span>}
        {person && <span>{t('admin.jobs.about', { person })}</span>}
        <span>{t('admin.jobs.tried', { count: attempts })}</span>
        {next && <span>{t('admin.jobs.nextTry', { when: momentText(t, next, language) })}</span>}
      </p>
      {error && <p className="admin-code">{error}</p>}
      <div className="row wrap" style={{ gap: 10 }}>
        <Button variant="default" aria-label={t('admin.jobs.retryNamed', { kind: name })} loading={retry.isPending} onClick={again}>
          {t('admin.jobs.retry')}
        </Button>
        <Button id={`job-${id}`} variant="subtle" color="rose" aria-label={t('admin.jobs.dropNamed', { kind: name })} onClick={onDrop}>
          {t('admin.jobs.drop')}
        </Button>
      </div>
    </li>
  )
}
