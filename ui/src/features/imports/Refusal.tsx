import { IconAlertTriangle } from '@tabler/icons-react'
import { useWords } from '@/i18n/use-words'
import { refusalWords } from './import-words'

/** Why the server did not do what it was asked to; announced when it appears. */
export function Refusal({ error }: { error: Error | null }) {
  const { t } = useWords()
  return (
    <div role="alert">
      {error && (
        <div className="note tinted p-rose" style={{ marginTop: 16 }}>
          <IconAlertTriangle size={20} stroke={1.75} aria-hidden />
          <span>{refusalWords(t, error)}</span>
        </div>
      )}
    </div>
  )
}
