import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { IconChevronLeft } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { DropZone } from '@/features/imports/DropZone'
import { ExportHelp } from '@/features/imports/ExportHelp'
import { ImportList } from '@/features/imports/ImportList'
import { ImportView } from '@/features/imports/ImportView'
import { SharedFile } from '@/features/imports/SharedFile'
import { UploadCard } from '@/features/imports/UploadCard'
import type { DateOrder } from '@/features/imports/import-types'
import { importsQueries } from '@/features/imports/imports.queries'
import { takeSharedFile } from '@/features/imports/shared-file'
import { useUpload } from '@/features/imports/use-upload'
import { useWords } from '@/i18n/use-words'
import { LoadError } from '@/ui/ErrorCard'
import { ActionIconLink, ButtonLink } from '@/ui/links'
import { Top } from '@/ui/Shell'
import { ListSkeleton } from '@/ui/Skeleton'
import { usePageTitle } from '@/ui/use-page-title'

const FROM = '/shell/imports'

/** Chooses a file, and shows earlier imports. */
export function ImportsPage() {
  const { t } = useWords()
  usePageTitle(t('imports.title'))
  const navigate = useNavigate()
  const { order } = useSearch({ from: FROM })
  const earlier = useQuery(importsQueries.list())
  const upload = useUpload((id) => void navigate({ to: '/imports/$id', params: { id } }))
  const shared = useSharedFile()
  return (
    <>
      <Top title={t('imports.title')} lead={<Back to="/settings" label={t('app.settings')} />} />
      <header style={{ margin: '8px 0 24px' }}>
        <h1 className="h1">{t('imports.title')}</h1>
        <p className="dim narrow" style={{ marginTop: 6 }}>
          {t('imports.lead')}
        </p>
      </header>
      <div className="narrow stack" style={{ gap: 20 }}>
        {shared.file && (
          <SharedFile
            file={shared.file}
            onLeave={shared.forget}
            onTake={() => {
              if (shared.file) upload.start(shared.file, order)
              shared.forget()
            }}
          />
        )}
        <UploadCard upload={upload} />
        {!upload.isSending && <DropZone onFile={(file) => upload.start(file, order)} />}
      </div>
      <div className="narrow">
        <ExportHelp />
        <section className="sec" aria-labelledby="import-again">
          <h2 className="h2" id="import-again">
            {t('imports.again')}
          </h2>
          <p className="dim" style={{ marginTop: 4 }}>
            {t('imports.againText')}
          </p>
        </section>
        {earlier.data ? <ImportList imports={earlier.data} /> : earlier.error && <div className="sec"><LoadError error={earlier.error} onRetry={() => void earlier.refetch()} /></div>}
      </div>
    </>
  )
}

/** The file that another app shared, when that is why the page was opened. */
function useSharedFile() {
  const { shared } = useSearch({ from: FROM })
  const navigate = useNavigate()
  const [file, setFile] = useState<File | null>(null)
  useEffect(() => {
    if (!shared) return
    void takeSharedFile().then((taken) => {
      if (taken) setFile(taken)
      return navigate({ to: '/imports', replace: true })
    })
  }, [shared, navigate])
  return { file, forget: () => setFile(null) }
}

/** One import: its report before and after, and its progress. */
export function ImportPage() {
  const { t } = useWords()
  usePageTitle(t('imports.title'))
  const { id } = useParams({ from: '/shell/imports/$id' })
  const one = useQuery(importsQueries.one(id))
  const navigate = useNavigate()
  const upload = useUpload((next) => void navigate({ to: '/imports/$id', params: { id: next } }))
  const sendAgain = (order: DateOrder) => {
    const isSent = one.data && upload.startOver(one.data, order)
    if (!isSent) void navigate({ to: '/imports', search: { order } })
  }
  return (
    <>
      <Top title={t('imports.title')} lead={<Back to="/imports" label={t('imports.title')} />} />
      <header className="narrow" style={{ margin: '8px 0 24px' }}>
        <h1 className="h1 file-name">{one.data?.file_name ?? t('imports.title')}</h1>
      </header>
      {upload.file && (
        <div className="narrow" style={{ marginBottom: 20 }}>
          <UploadCard upload={upload} />
        </div>
      )}
      {one.data ? (
        !upload.isSending && <ImportView one={one.data} onOrder={sendAgain} next={<Next done={one.data.state === 'done'} />} />
      ) : one.error ? (
        <LoadError error={one.error} onRetry={() => void one.refetch()} />
      ) : (
        <ListSkeleton />
      )}
    </>
  )
}

function Next({ done }: { done: boolean }) {
  const { t } = useWords()
  return done ? (
    <>
      <ButtonLink to="/calendar" variant="default" size="lg">
        {t('imports.toCalendar')}
      </ButtonLink>
      <ButtonLink to="/" size="lg">
        {t('errors.home')}
      </ButtonLink>
    </>
  ) : (
    <ButtonLink to="/imports">{t('imports.otherFile')}</ButtonLink>
  )
}

function Back({ to, label }: { to: '/settings' | '/imports'; label: string }) {
  return (
    <ActionIconLink to={to} aria-label={label} ml={-10}>
      <IconChevronLeft size={26} stroke={1.75} aria-hidden />
    </ActionIconLink>
  )
}
