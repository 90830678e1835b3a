import { IconAlertTriangle } from '@tabler/icons-react'
import { useWords } from '@/i18n/use-words'
import { type KnownWords, problemWords } from './problem-words'

/** Why a form was not accepted; announced when it appears. */
export function FormProblem({ error, known }: { error: unknown; known?: KnownWords }) {
  const { t } = useWords()
  return (
    <div role="alert">
      {error != null && (
        <div className="note tinted p-rose">
          <IconAlertTriangle size={20} stroke={1.75} aria-hidden />
          <span>{problemWords(t, error, known)}</span>
        </div>
      )}
    </div>
  )
}
