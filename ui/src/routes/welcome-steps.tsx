import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ImportRead } from '@/api/types'
import { DropZone } from '@/features/imports/DropZone'
import { ExportHelp } from '@/features/imports/ExportHelp'
import { ImportView } from '@/features/imports/ImportView'
import { Refusal } from '@/features/imports/Refusal'
import { UploadCard } from '@/features/imports/UploadCard'
import { type DateOrder, isWorking, isWorthIt } from '@/features/imports/import-types'
import { confirmWords } from '@/features/imports/import-words'
import { importsQueries, useConfirmImport } from '@/features/imports/imports.queries'
import type { Upload } from '@/features/imports/use-upload'
import { AllSet } from '@/features/onboarding/AllSet'
import { type Flow, WizardFrame } from '@/features/onboarding/WizardFrame'
import { StarterList } from '@/features/starters/StarterList'
import { useStarters } from '@/features/starters/use-starters'
import { number } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { LoadError } from '@/ui/ErrorCard'
import { FormProblem } from '@/ui/FormProblem'
import { ListSkeleton } from '@/ui/Skeleton'

/** The import begun on the way; undefined without one. */
function useBegun(id: string | undefined): ImportRead | undefined {
  const query = importsQueries.one(id ?? '')
  return useQuery({ ...query, queryFn: id ? query.queryFn : skipToken }).data
}

const isReady = (one: ImportRead | undefined): boolean => one?.state === 'ready' && one.report !== null && isWorthIt(one.report)

interface StepProps {
  flow: Flow
  /** The import begun on the way. */
  id: string | undefined
  onNext: () => void
}

/** Brings days of another app along. What was begun goes on when the person goes on. */
export function HistoryStep({ flow, upload, id, onNext }: StepProps & { upload: Upload }) {
  const { t, language } = useWords()
  const navigate = useNavigate()
  const one = useBegun(id)
  const [order, setOrder] = useState<DateOrder>()
  const chooseAnother = () => void navigate({ to: '/welcome', search: { step: 'history' }, replace: true })
  const sendAgain = (wanted: DateOrder) => {
    setOrder(wanted)
    if (!one || !upload.startOver(one, wanted)) chooseAnother()
  }
  const begun = upload.isSending || one !== undefined
  const confirm = useConfirmImport()
  const ready = !upload.isSending && isReady(one) ? one : undefined
  const onward = begun ? t('welcome.next') : t('welcome.history.without')
  return (
    <WizardFrame
      flow={{ ...flow, isSaving: flow.isSaving || confirm.isPending }}
      title={t('welcome.history.title')}
      text={t('welcome.history.text')}
      next={ready?.report ? confirmWords(t, language, ready.report) : onward}
      onNext={ready ? () => confirm.mutate(ready.id) : onNext}
    >
      <div className="stack" style={{ gap: 20 }}>
        <UploadCard upload={upload} />
        {!upload.isSending && one && (
          <ImportView
            one={one}
            onOrder={sendAgain}
            acts={
              <div className="import-acts">
                {ready && (
                  <Button variant="default" onClick={onNext}>
                    {t('welcome.history.later')}
                  </Button>
                )}
                <Button variant="subtle" onClick={chooseAnother}>
                  {t('imports.otherFile')}
                </Button>
              </div>
            }
            next={
              one.state !== 'done' && (
                <Button variant="default" onClick={chooseAnother}>
                  {t('imports.otherFile')}
                </Button>
              )
            }
          />
        )}
        <Refusal error={confirm.error} />
        {!begun && <DropZone onFile={(file) => upload.start(file, order)} />}
      </div>
      {!begun && <ExportHelp />}
    </WizardFrame>
  )
}

/** A few habits to begin with, one of their own, or none yet. */
export function HabitsStep({ flow, id, onNext, onOwn }: StepProps & { onOwn: () => void }) {
  const { t, language } = useWords()
  const choice = useStarters()
  const one = useBegun(id)
  const brought = one?.state === 'cancelled' ? 0 : (one?.report?.habits.new ?? 0)
  const goOn = () => (choice.count > 0 ? choice.take(onNext) : onNext())
  return (
    <WizardFrame
      flow={{ ...flow, isSaving: flow.isSaving || choice.isTaking }}
      title={t('welcome.habits.title')}
      text={brought > 0 ? t('welcome.habits.brought', { count: brought, figure: number(brought, language) }) : t('welcome.habits.text')}
      next={choice.count > 0 ? t('starters.add', { count: choice.count }) : t('welcome.habits.without')}
      onNext={goOn}
    >
      {choice.starters ? (
        <StarterList starters={choice.starters} isChosen={choice.isChosen} onToggle={choice.toggle} />
      ) : choice.loadError ? (
        <LoadError error={choice.loadError} onRetry={choice.reload} />
      ) : (
        <ListSkeleton rows={4} />
      )}
      <FormProblem error={choice.error} />
      <Button variant="subtle" leftSection={<IconPlus size={20} stroke={2.2} aria-hidden />} onClick={onOwn}>
        {t('welcome.habits.own')}
      </Button>
    </WizardFrame>
  )
}

/** Everything is asked. */
export function DoneStep({ flow, id, name, onNext }: StepProps & { name: string }) {
  const { t } = useWords()
  const one = useBegun(id)
  const imported = !one ? 'none' : isReady(one) ? 'ready' : isWorking(one) ? 'working' : 'none'
  return (
    <WizardFrame flow={flow} title={t('welcome.done.title', { name })} text={t('welcome.done.text')} next={t('errors.home')} onNext={onNext}>
      <AllSet imported={imported} />
    </WizardFrame>
  )
}
