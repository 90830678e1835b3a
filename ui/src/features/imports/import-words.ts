import { ApiProblem } from '@/api/problem'
import type { ImportRead, ImportReport, ScoreCheck } from '@/api/types'
import { number, shortDay } from '@/i18n/format'
import type { Translate } from '@/i18n/use-words'
import { problemWords } from '@/ui/problem-words'
import { daysOf } from './import-types'

/** "Import 3,423 days", or habits when no day is new, or just "Import". */
export function confirmWords(t: Translate, language: string, report: ImportReport): string {
  const days = daysOf(report)
  if (days > 0) return t('imports.confirmDays', { count: days, figure: number(days, language) })
  const habits = report.habits.new + report.habits.merged
  return habits > 0 ? t('imports.confirmHabits', { count: habits, figure: number(habits, language) }) : t('imports.confirm')
}

/** What is wrong with a file that we know words of our own for. */
const KNOWN = [
  'import_file_unreadable', 'import_format_unknown', 'import_too_large', 'archive_unreadable', 'archive_unsafe',
  'archive_too_large', 'date_order_ambiguous', 'import_unreadable', 'import_interrupted', 'import_expired',
] as const

interface Advice {
  title: string
  text: string
}

/** Why a file was refused, and what can be done about it. */
export function adviceWords(t: Translate, problem: ImportRead['problem']): Advice {
  const code = KNOWN.find((known) => known === problem?.code)
  if (code) return { title: t(`imports.problems.${code}.title`), text: t(`imports.problems.${code}.text`) }
  return { title: problem?.title ?? t('imports.failed'), text: problem?.detail ?? t('imports.failedText') }
}

/** What an import can be refused for as a whole, besides its file. */
const REFUSALS = ['import_running', 'imports_busy', 'import_not_found', 'import_not_ready', 'payload_too_large'] as const

/** Why a file was not taken, or an import not confirmed. */
export function refusalWords(t: Translate, error: unknown): string {
  const code = error instanceof ApiProblem ? error.code : null
  const refusal = REFUSALS.find((known) => known === code)
  if (refusal) return t(`imports.refusals.${refusal}`)
  const unfit = KNOWN.find((known) => known === code)
  return unfit ? t(`imports.problems.${unfit}.text`) : problemWords(t, error)
}

/** Rows that were refused, in our own words by their code; null for one we do not know. */
const ROWS = [
  'date_unreadable', 'date_order_ambiguous', 'day_not_open', 'value_unreadable', 'row_too_short', 'row_too_long',
  'day_twice', 'quotes_unclosed', 'cell_too_long', 'line_too_long', 'too_many_columns', 'header_unclear',
  'name_missing', 'id_unusable', 'habit_unknown',
] as const

export function rowWords(t: Translate, code: string): string | null {
  const known = ROWS.find((one) => one === code)
  return known ? t(`imports.rows.${known}`) : null
}

/** Up to here a difference of two strengths is rounding. */
const SAME = 0.0001

const inPercent = (share: number, language: string): string => `${number(Math.round(share * 1000) / 10, language)}\u00a0%`

/** The check of our strengths against the other tool's, in a sentence or two. */
export function scoreWords(t: Translate, language: string, check: ScoreCheck, today: string): string {
  if (check.compared === 0 || !check.worst) return t('imports.scores.none')
  const figure = number(check.compared, language)
  if (check.max_abs_diff <= SAME) return t('imports.scores.same', { count: check.compared, figure })
  const { habit, day, theirs, ours } = check.worst
  return t('imports.scores.apart', {
    figure,
    count: check.compared,
    habit,
    day: shortDay(day, today, language),
    theirs: inPercent(theirs, language),
    ours: inPercent(ours, language),
  })
}
