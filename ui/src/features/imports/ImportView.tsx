import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ImportRead } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { DoneHead } from './DoneHead'
import { ImportProblem } from './ImportProblem'
import { Progress } from './Progress'
import { Refusal } from './Refusal'
import { Report } from './Report'
import { asksDateOrder, isWorthIt, type DateOrder } from './import-types'
import { useCancelImport, useConfirmImport } from './imports.queries'
import { confirmWords } from './import-words'
import { DateOrderChoice } from './DateOrderChoice'
import './imports.css'

interface ImportViewProps {
  one: ImportRead
  /** Sends the file again, with the order of the numbers in its dates. */
  onOrder: (order: DateOrder) => void
  /** What can be done when it is done, or has failed. */
  next: ReactNode
  /** What can be done with one that is ready, instead of the two buttons that import it or not. */
  acts?: ReactNode
}

/** One import at the point it has come to: read, reported, stored, or refused. */
export function ImportView({ one, onOrder, next, acts }: ImportViewProps) {
  if (one.state === 'waiting' || one.state === 'reading' || one.state === 'importing') return <AtWork one={one} />
  if (one.state === 'failed' || one.state === 'cancelled') return <ImportProblem one={one} onOrder={onOrder} next={next} />
  if (!one.report) return null
  return (
    <div className="narrow">
      {one.state === 'done' ? <DoneHead report={one.report} /> : <ReadyHead worthIt={isWorthIt(one.report)} />}
      {asksDateOrder(one) && <DateOrderChoice id={one.id} onOrder={onOrder} />}
      <Report report={one.report} />
      {one.state === 'ready' && (acts ?? <Confirm one={one} />)}
      {one.state === 'done' && next && <div className="import-acts">{next}</div>}
    </div>
  )
}

function ReadyHead({ worthIt }: { worthIt: boolean }) {
  const { t } = useWords()
  return (
    <header>
      <h2 className="h2">{worthIt ? t('imports.ready') : t('imports.nothingNew')}</h2>
      <p className="dim" style={{ marginTop: 4 }}>
        {worthIt ? t('imports.readyText') : t('imports.nothingNewText')}
      </p>
    </header>
  )
}

function AtWork({ one }: { one: ImportRead }) {
  const { t } = useWords()
  const cancel = useCancelImport()
  const stores = one.state === 'importing'
  return (
    <div className="card stack narrow">
      <Progress label={t(`imports.working.${one.state as 'waiting' | 'reading' | 'importing'}`)} share={one.percent / 100} />
      <p className="sm dim">{stores ? t('imports.leaveImporting') : t('imports.leaveReading')}</p>
      <Refusal error={cancel.error} />
      <div>
        <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(one.id)}>
          {stores ? t('imports.stopImporting') : t('imports.stopReading')}
        </Button>
      </div>
    </div>
  )
}

function Confirm({ one }: { one: ImportRead }) {
  const { t, language } = useWords()
  const confirm = useConfirmImport()
  const cancel = useCancelImport()
  if (!one.report) return null
  const worthIt = isWorthIt(one.report)
  return (
    <>
      <Refusal error={confirm.error ?? cancel.error} />
      <div className="import-acts">
        <Button variant="default" size="lg" loading={cancel.isPending} onClick={() => cancel.mutate(one.id)}>
          {worthIt ? t('imports.giveUp') : t('imports.putAway')}
        </Button>
        {worthIt && (
          <Button size="lg" loading={confirm.isPending} onClick={() => confirm.mutate(one.id)}>
            {confirmWords(t, language, one.report)}
          </Button>
        )}
      </div>
    </>
  )
}
