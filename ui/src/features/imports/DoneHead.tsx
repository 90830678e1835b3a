import { IconCheck } from '@tabler/icons-react'
import type { ImportReport } from '@/api/types'
import { number } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { daysOf, isWorthIt } from './import-types'

/** The headline of an import that is done. */
export function DoneHead({ report }: { report: ImportReport }) {
  const { t, language } = useWords()
  const days = daysOf(report)
  const title = days > 0 ? t('imports.done', { count: days, figure: number(days, language) }) : t('imports.doneOther')
  return (
    <div className="row" style={{ gap: 16, alignItems: 'flex-start' }} role="status">
      <span className="stone tinted p-moss" style={{ width: 56, height: 56 }}>
        <IconCheck size={28} stroke={2.2} aria-hidden />
      </span>
      <div className="grow">
        <h2 className="h2">{isWorthIt(report) ? title : t('imports.doneNothing')}</h2>
        <p className="dim" style={{ marginTop: 4 }}>
          {t('imports.doneText')}
        </p>
      </div>
    </div>
  )
}
