import type { ImportReport } from '@/api/types'
import { number } from '@/i18n/format'
import { type Translate, useWords } from '@/i18n/use-words'
import { Part } from './Part'

/** What the file holds and Habitus does not take over, and why. */
export function LeftOut({ report }: { report: ImportReport }) {
  const { t, language } = useWords()
  const { automatic_dropped: automatic } = report.entries
  if (automatic === 0 && report.not_carried.length === 0) return null
  return (
    <Part title={t('imports.parts.leftOut')}>
      <ul className="list lines">
        {automatic > 0 && (
          <li>
            <p className="b">{t('imports.automatic', { count: automatic, figure: number(automatic, language) })}</p>
            <p className="sm dim">{t('imports.automaticText')}</p>
          </li>
        )}
        {report.not_carried.map(({ what, count, reason }) => (
          <li key={`${what} ${reason}`}>
            <p className="b">
              {whatWords(t, what)}: <span className="n">{number(count, language)}</span>
            </p>
            <p className="sm dim" lang="en">
              {reason}
            </p>
          </li>
        ))}
      </ul>
    </Part>
  )
}

const THINGS = ['habits', 'entries', 'reminders', 'notes', 'measurements'] as const

function whatWords(t: Translate, what: string): string {
  const known = THINGS.find((thing) => thing === what)
  return known ? t(`imports.things.${known}`) : what
}
