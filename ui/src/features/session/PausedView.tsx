import { Button } from '@mantine/core'
import { IconRefresh, IconUserOff } from '@tabler/icons-react'
import { ApiProblem } from '@/api/problem'
import type { Pause } from '@/api/pause'
import { dayAndMonth } from '@/i18n/format'
import { dayOfInstant } from '@/i18n/moments'
import { type Translate, useWords } from '@/i18n/use-words'
import { AuthFrame } from '@/ui/AuthFrame'
import { problemWords } from '@/ui/problem-words'
import { usePageTitle } from '@/ui/use-page-title'
import './paused.css'

const KINDS = ['on_request', 'security', 'rules'] as const

interface PausedViewProps {
  pause: Pause
  onAgain: () => void
  isTrying: boolean
  /** Why the last try did not get in; null before the first. */
  error: Error | null
  onBack: () => void
}

/** Instead of the app while the account is paused: who did it, when and why, and that nothing is lost. */
export function PausedView({ pause, onAgain, isTrying, error, onBack }: PausedViewProps) {
  const { t, language } = useWords()
  usePageTitle(t('paused.title'))
  const { by, since, reason } = pause
  const day = since ? dayAndMonth(dayOfInstant(since), language) : null
  return (
    <AuthFrame>
      <span className="stone tinted p-clay paused-stone">
        <IconUserOff size={34} stroke={1.6} aria-hidden />
      </span>
      <h1 className="h1">{t('paused.title')}</h1>
      <p className="dim paused-who">{whoAndWhen(t, by, day)}</p>
      {reason && (
        <figure className="soft paused-reason">
          <figcaption className="sm dim">{kindOf(t, pause)}</figcaption>
          <blockquote>{t('paused.quote', { reason })}</blockquote>
        </figure>
      )}
      <p className="sm dim">{t('paused.safe')}</p>
      <div className="stack paused-acts">
        <Button size="lg" fullWidth leftSection={<IconRefresh size={20} stroke={1.75} aria-hidden />} loading={isTrying} onClick={onAgain}>
          {t('paused.again')}
        </Button>
        <Button size="lg" fullWidth variant="default" onClick={onBack}>
          {t('paused.back')}
        </Button>
        <p className="sm dim" role="status">
          {error && !isTrying && (isPaused(error) ? t('paused.still') : problemWords(t, error))}
        </p>
      </div>
    </AuthFrame>
  )
}

function whoAndWhen(t: Translate, by: string | undefined, day: string | null): string {
  if (by) return day ? t('paused.byOn', { by, day }) : t('paused.by', { by })
  return day ? t('paused.on', { day }) : t('paused.server')
}

function kindOf(t: Translate, { kind }: Pause): string {
  const known = KINDS.find((one) => one === kind)
  return known ? t(`paused.kinds.${known}`) : t('paused.reason')
}

/** Whether somebody was not let in because their account is paused. */
export const isPaused = (error: unknown): error is ApiProblem => error instanceof ApiProblem && error.code === 'account_disabled'
