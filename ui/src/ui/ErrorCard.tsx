import { Button } from '@mantine/core'
import { IconPlugConnectedX, IconRefresh } from '@tabler/icons-react'
import { useWords } from '@/i18n/use-words'
import { problemWords } from './problem-words'

interface ErrorCardProps {
  title: string
  text: string
  action: string
  onAction: () => void
}

/** What happened, what is safe, what to do. */
export function ErrorCard({ title, text, action, onAction }: ErrorCardProps) {
  return (
    <div className="card stack narrow" role="alert">
      <div className="row" style={{ alignItems: 'flex-start', gap: 16 }}>
        <span className="stone tinted p-clay" style={{ width: 56, height: 56 }}>
          <IconPlugConnectedX size={28} stroke={1.6} aria-hidden />
        </span>
        <div>
          <h2 className="h3">{title}</h2>
          <p className="dim sm" style={{ marginTop: 4 }}>
            {text}
          </p>
        </div>
      </div>
      <div>
        <Button leftSection={<IconRefresh size={18} aria-hidden />} onClick={onAction}>
          {action}
        </Button>
      </div>
    </div>
  )
}

interface LoadErrorProps {
  error: Error
  onRetry: () => void
}

/** The error card of something that could not be loaded. */
export function LoadError({ error, onRetry }: LoadErrorProps) {
  const { t } = useWords()
  const unreachable = error.name === 'Unreachable'
  return (
    <ErrorCard
      title={unreachable ? t('errors.title') : t('errors.refused')}
      text={unreachable ? t('errors.text') : problemWords(t, error)}
      action={t('errors.retry')}
      onAction={onRetry}
    />
  )
}
