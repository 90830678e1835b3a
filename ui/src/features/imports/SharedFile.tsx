import { Button } from '@mantine/core'
import { IconShare2 } from '@tabler/icons-react'
import { useWords } from '@/i18n/use-words'

interface SharedFileProps {
  file: File
  onTake: () => void
  onLeave: () => void
}

/** A file that another app handed over: nothing happens with it before the person says so. */
export function SharedFile({ file, onTake, onLeave }: SharedFileProps) {
  const { t } = useWords()
  return (
    <section className="card stack" aria-labelledby="shared-file">
      <div className="row" style={{ alignItems: 'flex-start', gap: 16 }}>
        <span className="stone tinted p-lagoon" style={{ width: 56, height: 56 }}>
          <IconShare2 size={28} stroke={1.6} aria-hidden />
        </span>
        <div className="grow">
          <h2 className="h3" id="shared-file">
            {t('imports.shared.title')}
          </h2>
          <p className="file-name" style={{ marginTop: 4 }}>
            {file.name}
          </p>
          <p className="sm dim" style={{ marginTop: 4 }}>
            {t('imports.shared.text')}
          </p>
        </div>
      </div>
      <div className="row wrap">
        <Button variant="default" onClick={onLeave}>
          {t('imports.shared.leave')}
        </Button>
        <Button onClick={onTake}>{t('imports.shared.take')}</Button>
      </div>
    </section>
  )
}
