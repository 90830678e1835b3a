import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { IconCompassOff } from '@tabler/icons-react'
import { useCallback, useEffect } from 'react'
import { ApiProblem, Unreachable } from '@/api/problem'
import { retryRegularly } from '@/api/retry'
import { useWords } from '@/i18n/use-words'
import { ErrorCard, LoadError } from '@/ui/ErrorCard'
import { ButtonLink } from '@/ui/links'
import { ListSkeleton } from '@/ui/Skeleton'

/** While a page's code or the session is on its way. */
export function Waiting() {
  return (
    <main style={{ padding: 20, maxWidth: 660, margin: '60px auto 0' }}>
      <ListSkeleton />
    </main>
  )
}

/** A page that could not be shown: the server was not reached, or our own code failed. */
export function Crash({ error, reset }: ErrorComponentProps) {
  const { t } = useWords()
  const router = useRouter()
  const known = error instanceof Unreachable || error instanceof ApiProblem
  const again = useCallback(() => {
    reset()
    void router.invalidate()
  }, [reset, router])
  useEffect(() => (known ? retryRegularly(again) : undefined), [known, again])
  return (
    <main style={{ padding: 20, maxWidth: 660, margin: '60px auto 0' }}>
      <h1 className="sr">{t('app.name')}</h1>
      {known ? (
        <LoadError error={error} onRetry={again} />
      ) : (
        <ErrorCard title={t('errors.crash')} text={t('errors.crashText')} action={t('errors.reload')} onAction={() => location.reload()} />
      )}
    </main>
  )
}

export function NotFound() {
  const { t } = useWords()
  return (
    <main className="stack" style={{ padding: 20, maxWidth: 460, margin: '80px auto 0', justifyItems: 'center', textAlign: 'center' }}>
      <span className="stone tinted p-clay" style={{ width: 72, height: 72 }}>
        <IconCompassOff size={34} stroke={1.6} aria-hidden />
      </span>
      <h1 className="h2">{t('errors.notFound')}</h1>
      <p className="dim">{t('errors.notFoundText')}</p>
      <ButtonLink to="/" variant="light">
        {t('errors.home')}
      </ButtonLink>
    </main>
  )
}
