import { changeAnswers } from '@/api/kept-answers'
import type { Item } from '@/api/outbox/items'
import type { CheckOffRead } from '@/api/types'
import { type DayView, withStored } from './overlay'

/** Puts a stored change into the days that this device keeps: the next start may have no network to ask. */
export const keepStored = (item: Item, answer: CheckOffRead): Promise<void> =>
  changeAnswers(item.person, 'days', (view) => withStored(view as DayView, item, answer))
