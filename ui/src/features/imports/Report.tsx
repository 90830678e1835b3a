import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import type { ImportReport, ScoreCheck } from '@/api/types'
import { number } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { LeftOut } from './LeftOut'
import { Part } from './Part'
import { RefusedRows } from './RefusedRows'
import { scoreWords } from './import-words'

/** What an import does, or would do, in plain words; what is nothing is not there. */
export function Report({ report }: { report: ImportReport }) {
  return (
    <>
      <ComesIn report={report} />
      <LeftOut report={report} />
      <RefusedRows rows={report.refused} total={report.entries.refused} />
      <Warnings warnings={report.warnings} />
      {report.score_check && <Strengths check={report.score_check} />}
    </>
  )
}

const SUMS = [
  ['habitsNew', ({ habits }) => habits.new],
  ['habitsMerged', ({ habits }) => habits.merged],
  ['habitsUnchanged', ({ habits }) => habits.unchanged],
  ['daysAdded', ({ entries }) => entries.added],
  ['daysUpdated', ({ entries }) => entries.updated],
  ['daysUnchanged', ({ entries }) => entries.unchanged],
  ['notes', ({ notes }) => notes.added],
  ['skips', ({ skips }) => skips.added],
  ['weights', ({ measurements }) => measurements.added + measurements.merged],
] as const satisfies readonly (readonly [string, (report: ImportReport) => number])[]

/** These are counted among the days as well. */
const PARTS: readonly string[] = ['notes', 'skips']

function ComesIn({ report }: { report: ImportReport }) {
  const { t, language } = useWords()
  const rows = SUMS.map(([key, count]) => ({ key, count: count(report) })).filter(({ count }) => count > 0)
  return (
    <Part title={report.dry_run ? t('imports.parts.willCome') : t('imports.parts.came')}>
      <dl className="list sums">
        {rows.map(({ key, count }) => (
          <div key={key} className={PARTS.includes(key) ? 'sums-part' : undefined}>
            <dt>{t(`imports.sums.${key}`)}</dt>
            <dd className="n">{number(count, language)}</dd>
          </div>
        ))}
        {rows.length === 0 && (
          <div>
            <dt className="dim">{t('imports.sums.none')}</dt>
          </div>
        )}
      </dl>
    </Part>
  )
}

function Warnings({ warnings }: { warnings: string[] }) {
  const { t } = useWords()
  if (warnings.length === 0) return null
  return (
    <Part title={t('imports.parts.warnings')}>
      {/* These come from the server, in its own language. */}
      <ul className="list lines" lang="en">
        {warnings.map((warning) => (
          <li key={warning} className="row" style={{ alignItems: 'flex-start' }}>
            <IconInfoCircle size={20} stroke={1.75} color="var(--hb-honey-mid)" style={{ flex: 'none', marginTop: 2 }} aria-hidden />
            <span className="grow">{warning}</span>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Strengths({ check }: { check: ScoreCheck }) {
  const { t, language } = useWords()
  const { skipped_habits: skipped } = check
  const today = new Date().toISOString().slice(0, 10)
  return (
    <Part title={t('imports.parts.scores')}>
      <div className="note tinted p-sage">
        <IconCircleCheck size={20} stroke={1.75} aria-hidden />
        <div>
          <p>{scoreWords(t, language, check, today)}</p>
          {skipped.length > 0 && (
            <details style={{ marginTop: 6 }}>
              <summary className="how-words">{t('imports.scores.skipped', { count: skipped.length })}</summary>
              <ul>
                {skipped.map(({ habit, reason }) => (
                  <li key={habit} style={{ marginTop: 6 }}>
                    <span className="b">{habit}</span>
                    <span lang="en" style={{ display: 'block' }}>
                      {reason}
                    </span>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </div>
      </div>
    </Part>
  )
}
