import type { AgendaItem, DayRead } from '@/api/types'
import { type Day, addDays, dayAt } from '@/lib/day'
import { keep } from '@/lib/kept'

/** Under which key a person's device keeps the last day on which it was done with yesterday. */
export const askedKey = (person: string): string => `yesterday.${person}`

/** Yesterday is settled for today, whatever was ticked. */
export const settleYesterday = (person: string, today: Day): void => keep(askedKey(person), today)

/** Whether yesterday may be asked about: once a day, and only of habits that were there the day before. */
export function mayAsk(kept: string | null, { date, today, habits }: DayRead, zone: string): boolean {
  return kept !== today && date === today && habits.some((item) => wasThere(item, addDays(today, -1), zone))
}

/** What was to be built yesterday, was due, and is still open. What is quit needs no word. */
export const openThen = (yesterday: DayRead, zone: string): AgendaItem[] =>
  yesterday.habits
    .filter((item) => item.kind === 'build' && item.due && (item.look === 'missed' || item.look === 'partial') && wasThere(item, yesterday.date, zone))
    .sort((a, b) => a.position - b.position)

/** A habit made today asks nothing of yesterday, even when its first day lies in the past. */
function wasThere(item: AgendaItem, day: Day, zone: string): boolean {
  const made = madeAt(item.id)
  const madeOn = made === null ? null : dayAt(new Date(made).toISOString(), zone)
  return madeOn === null || madeOn <= day
}

/** When an id was made, in epoch milliseconds; only version 7 of UUIDs tells. */
function madeAt(id: string): number | null {
  return id[14] === '7' ? parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : null
}
