import { IconFileUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useWords } from '@/i18n/use-words'
import { useFileDrop } from './use-file-drop'
import './imports.css'

interface DropZoneProps {
  onFile: (file: File) => void
}

/** Chooses a file: with a button, or by dropping it anywhere on the page. */
export function DropZone({ onFile }: DropZoneProps) {
  const { t } = useWords()
  const [tooMany, setTooMany] = useState(false)
  const take = (files: File[]) => {
    setTooMany(files.length > 1)
    const [file] = files
    if (file && files.length === 1) onFile(file)
  }
  const isOver = useFileDrop(take)
  return (
    <div>
      <label className="drop" data-over={isOver || undefined}>
        <input
          type="file"
          className="drop-input"
          aria-describedby="drop-hint"
          onChange={(event) => {
            take([...(event.currentTarget.files ?? [])])
            event.currentTarget.value = ''
          }}
        />
        <span className="stone tinted p-lagoon" style={{ width: 64, height: 64 }}>
          <IconFileUpload size={32} stroke={1.6} aria-hidden />
        </span>
        <span className="drop-choose">{isOver ? t('imports.drop.over') : t('imports.drop.choose')}</span>
        <span className="drop-or sm dim" aria-hidden="true">
          {t('imports.drop.or')}
        </span>
      </label>
      <p id="drop-hint" className="sm dim" style={{ marginTop: 10 }}>
        {t('imports.drop.hint')}
      </p>
      <p className="field-error" role="alert">
        {tooMany && t('imports.drop.one')}
      </p>
    </div>
  )
}
