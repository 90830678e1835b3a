import { IconCheck } from '@tabler/icons-react'
import { useWords } from '@/i18n/use-words'
import { problemWords } from '@/ui/problem-words'

interface SavedProps {
  isSaved: boolean
  undo: (() => void) | null
  /** What went wrong, unless a field says it itself. */
  error?: Error | null
}

/** Says quietly that a setting is saved, with the way back; or why it is not. */
export function Saved({ isSaved, undo, error = null }: SavedProps) {
  const { t } = useWords()
  return (
    <div className="saved" role="status">
      {error && <span className="field-error">{problemWords(t, error)}</span>}
      {isSaved && (
        <span>
          <IconCheck size={16} stroke={2.2} aria-hidden />
          {t('profile.saved')}
        </span>
      )}
      {isSaved && undo && (
        <button type="button" className="link" onClick={undo}>
          {t('profile.undo')}
        </button>
      )}
    </div>
  )
}
