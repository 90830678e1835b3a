import type { ImportRead, ImportReport } from '@/api/types'

/** Which of two numbers of a date comes first. */
export type DateOrder = 'dmy' | 'mdy'

const WORKING: readonly ImportRead['state'][] = ['waiting', 'reading', 'importing']

/** Whether the server has still to do something for it by itself. */
export const isWorking = ({ state }: ImportRead): boolean => WORKING.includes(state)

/** Days that an import writes, or would write. */
export const daysOf = ({ entries }: ImportReport): number => entries.added + entries.updated

/** Whether importing the file would change anything at all. */
export const isWorthIt = (report: ImportReport): boolean =>
  daysOf(report) + report.habits.new + report.habits.merged + report.measurements.added + report.measurements.merged > 0

/** The file, or rows of it, have dates that can be read in two ways. */
export const asksDateOrder = ({ problem, report }: ImportRead): boolean =>
  problem?.code === 'date_order_ambiguous' || (report?.refused ?? []).some(({ code }) => code === 'date_order_ambiguous')
