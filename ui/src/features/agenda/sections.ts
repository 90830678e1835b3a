import type { AgendaItem, Section } from '@/api/types'
import { countsAsDue, isDone } from './overlay'

export interface AgendaSection {
  section: Section
  items: AgendaItem[]
  due: number
  done: number
}

const ORDER: Section[] = ['morning', 'afternoon', 'anytime', 'evening']

/** The day's habits by section in the order of the day, each in the person's own order; empty sections are left out. */
export function bySection(items: AgendaItem[]): AgendaSection[] {
  return ORDER.map((section) => {
    const own = items.filter((item) => item.section === section).sort((a, b) => a.position - b.position)
    return {
      section,
      items: own,
      due: own.filter(countsAsDue).length,
      done: own.filter(isDone).length,
    }
  }).filter((group) => group.items.length > 0)
}
