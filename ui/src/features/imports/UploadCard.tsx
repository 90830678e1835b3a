import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useWords } from '@/i18n/use-words'
import { Progress } from './Progress'
import { refusalWords } from './import-words'
import type { Upload } from './use-upload'

/** A file on its way to the server, or why it did not get there; nothing without one. */
export function UploadCard({ upload }: { upload: Upload }) {
  const { t } = useWords()
  if (!upload.file) return null
  const { name } = upload.file
  if (upload.isSending) {
    return (
      <div className="card stack">
        <p className="nm file-name">{name}</p>
        <Progress label={t('imports.sending')} share={upload.share} />
        <div>
          <Button variant="default" onClick={upload.cancel}>
            {t('imports.stopSending')}
          </Button>
        </div>
      </div>
    )
  }
  if (!upload.refused && !upload.error) return null
  return (
    <div className="note tinted p-rose" role="alert" style={{ flexWrap: 'wrap' }}>
      <IconAlertTriangle size={20} stroke={1.75} aria-hidden />
      <div className="grow" style={{ flexBasis: '12rem' }}>
        <p className="b file-name">{name}</p>
        <p>{upload.refused ? t(`imports.unfit.${upload.refused}`) : refusalWords(t, upload.error)}</p>
      </div>
      {upload.error?.name === 'Unreachable' && (
        <Button variant="default" onClick={upload.again}>
          {t('imports.sendAgain')}
        </Button>
      )}
    </div>
  )
}
