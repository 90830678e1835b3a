import type { AgendaItem, Section } from '@/api/types'
import { countsAsDue, isDone } from './overlay'
import type { Grouping } from './today-view'

export interface AgendaGroup {
  /** Unlike that of any other group, and the same every day. */
  key: string
  /** The part of the day; null in a group by category. */
  section: Section | null
  /** The person's own word; empty for habits without one. */
  category: string
  items: AgendaItem[]
  due: number
  done: number
}

const ORDER: Section[] = ['morning', 'afternoon', 'anytime', 'evening']

/**
 * The day's habits by the part of the day, in its order, or by category, in the order of the alphabet with those
 * without one at the end. Within a group they are in the person's own order; empty groups are left out.
 */
export function grouped(items: AgendaItem[], by: Grouping): AgendaGroup[] {
  const sorted = [...items].sort((a, b) => a.position - b.position)
  const groups =
    by === 'section'
      ? ORDER.map((section) => group({ section, category: '' }, sorted.filter((item) => item.section === section)))
      : categoriesOf(items).map((category) => group({ section: null, category }, sorted.filter((item) => item.category === category)))
  return groups.filter((one) => one.items.length > 0)
}

const categoriesOf = (items: AgendaItem[]): string[] =>
  [...new Set(items.map(({ category }) => category))].sort((a, b) => (a && b ? a.localeCompare(b) : Number(!a) - Number(!b)))

function group(name: Pick<AgendaGroup, 'section' | 'category'>, items: AgendaItem[]): AgendaGroup {
  return {
    ...name,
    key: name.section ?? `category:${name.category}`,
    items,
    due: items.filter(countsAsDue).length,
    done: items.filter(isDone).length,
  }
}
