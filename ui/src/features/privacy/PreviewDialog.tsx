import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { DataClass } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { Part } from '@/ui/Part'
import { Bone } from '@/ui/Skeleton'
import { previewQuery } from './privacy.queries'
import './privacy.css'

interface PreviewDialogProps {
  dataClass: DataClass
  onClose: () => void
}

/** Exactly what would leave the server now, as text. */
export default function PreviewDialog({ dataClass, onClose }: PreviewDialogProps) {
  const { t } = useWords()
  const preview = useQuery(previewQuery(dataClass))
  return (
    <Modal
      opened
      onClose={onClose}
      title={<span className="h2">{t('privacy.previewTitle')}</span>}
      closeButtonProps={{ size: 44, iconSize: 22, 'aria-label': t('app.close') }}
      size={640}
      className="sheet"
    >
      <p className="dim" style={{ marginBottom: 16 }}>
        {t('privacy.previewText')}
      </p>
      <Part query={preview} waiting={<Bone width="100%" height={160} radius={14} />}>
        {(items) =>
          items.length === 0 ? (
            <p>{t('privacy.previewNothing')}</p>
          ) : (
            items.map(({ destination, host, content_type: type, body, encoding }) => (
              <section key={destination} className="privacy-sent">
                <h3 className="h3">{destination}</h3>
                <p className="sm dim">
                  {host}, {type}
                </p>
                {/* The rest of a long line is reached by the arrow keys. */}
                {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
                <pre className="privacy-body" tabIndex={0}>
                  <code>{body}</code>
                </pre>
                {encoding === 'base64' && <p className="sm dim">{t('privacy.bytes')}</p>}
              </section>
            ))
          )
        }
      </Part>
    </Modal>
  )
}
