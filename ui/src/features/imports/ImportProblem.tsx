import { IconAlertTriangle, IconHandStop } from '@tabler/icons-react'
import { type ReactNode, createElement } from 'react'
import type { ImportRead } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { DateOrderChoice } from './DateOrderChoice'
import { type DateOrder, asksDateOrder } from './import-types'
import { adviceWords } from './import-words'

interface ImportProblemProps {
  one: ImportRead
  onOrder: (order: DateOrder) => void
  next: ReactNode
}

/** An import that failed or was given up: what happened, what is safe, what to do. */
export function ImportProblem({ one, onOrder, next }: ImportProblemProps) {
  const { t } = useWords()
  const failed = one.state === 'failed'
  const { title, text } = failed ? adviceWords(t, one.problem) : { title: t('imports.cancelled'), text: t('imports.cancelledText') }
  return (
    <div className="narrow stack">
      <section className="card row" style={{ alignItems: 'flex-start', gap: 16 }} role={failed ? 'alert' : undefined}>
        <span className={`stone tinted ${failed ? 'p-clay' : 'p-dusk'}`} style={{ width: 56, height: 56 }}>
          {createElement(failed ? IconAlertTriangle : IconHandStop, { size: 28, stroke: 1.6, 'aria-hidden': true })}
        </span>
        <div className="grow">
          <h2 className="h3">{title}</h2>
          <p className="dim sm" style={{ marginTop: 4 }}>
            {text}
          </p>
        </div>
      </section>
      {asksDateOrder(one) ? <DateOrderChoice id={one.id} onOrder={onOrder} /> : <div className="row wrap">{next}</div>}
    </div>
  )
}
