import { IconAlertTriangle } from '@tabler/icons-react'
import { useWords } from '@/i18n/use-words'
import { problemWords } from './problem-words'

/** Why a form was not accepted; announced when it appears. */
export function FormProblem({ error }: { error: unknown }) {
  const { t } = useWords()
  return (
    <div role="alert">
      {error != null && (
        <div className="note tinted p-rose">
          <IconAlertTriangle size={20} stroke={1.75} aria-hidden />
          <span>{problemWords(t, error)}</span>
        </div>
      )}
    </div>
  )
}
