import { type QueryClient, hashKey, queryOptions } from '@tanstack/react-query'
import { api, body } from '@/api/client'
import { isLive } from '@/api/connection'
import { outbox } from '@/api/outbox/outbox'
import { type Item, type Tap, errorOf } from '@/api/outbox/items'
import { followServer } from '@/api/retry'
import { figuresChanged } from '@/api/stale'
import type { DayRead, EntryWrite, Me } from '@/api/types'
import { type Day, civilDay } from '@/lib/day'
import { carried } from './carrying'
import { type DayView, type PendingWrite, overlay, withStored } from './overlay'

const DAYS = ['days']
const TODAY = [...DAYS, 'today']
const TODAY_HASH = hashKey(TODAY)

const pendingOn = (day: Day): readonly PendingWrite[] => outbox.view().waiting.filter((tap) => tap.day === day)

/** A fresh answer, with the changes it cannot know of yet. */
async function loaded(answer: Promise<DayRead>): Promise<DayView> {
  const server = await answer
  return { server, pending: pendingOn(server.date) }
}

export const agendaQueries = {
  /** The person's civil day. Another tab or device may have ticked something: coming back always asks again. */
  today: () =>
    queryOptions({
      queryKey: TODAY,
      queryFn: ({ signal }) => loaded(body(api.GET('/api/v1/today', { signal }))),
      select: overlay,
      refetchOnWindowFocus: 'always',
      refetchInterval: followServer,
    }),
  day: (day: Day) =>
    queryOptions({
      queryKey: [...DAYS, day],
      queryFn: ({ signal }) => loaded(body(api.GET('/api/v1/days/{day}', { params: { path: { day } }, signal }))),
      select: overlay,
      refetchInterval: followServer,
    }),
}

/** Changes what is shown of all days, as old as it was. */
function onViews(cache: QueryClient, change: (view: DayView) => DayView): void {
  for (const query of cache.getQueryCache().findAll({ queryKey: DAYS })) {
    const view = query.state.data as DayView | undefined
    const after = view && change(view)
    if (after !== view) cache.setQueryData(query.queryKey, after, { updatedAt: query.state.dataUpdatedAt })
  }
}

const isSame = (some: readonly PendingWrite[], others: readonly PendingWrite[]): boolean =>
  some.length === others.length && some.every(({ entry }, place) => entry.client_id === others[place]?.entry.client_id)

function withPending(view: DayView): DayView {
  const pending = pendingOn(view.server.date)
  return isSame(view.pending, pending) ? view : { ...view, pending }
}

/**
 * Today's view, moved on to the civil day it is by now when the server could not be asked yet. Where it was asked on this
 * very day and told another one, it knows better: clocks of devices go wrong, and a new zone counts from the next day on.
 */
function moveOn(cache: QueryClient): void {
  const view = cache.getQueryData<DayView>(TODAY)
  const me = cache.getQueryData<Me>(['me'])
  if (!view || !me) return
  const dayAt = (instant: number) => civilDay(new Date(instant), me.zone, me.day_start)
  const today = dayAt(Date.now())
  const asked = cache.getQueryState(TODAY)?.dataUpdatedAt ?? 0
  if (today <= view.server.date || dayAt(asked) === today) return
  const server = carried(overlay(view), today)
  cache.setQueryData<DayView>(TODAY, { server, pending: pendingOn(today) }, { updatedAt: 0 })
  /* A day that turns is no event, and nothing else asks soon. */
  if (isLive()) void cache.invalidateQueries({ queryKey: TODAY })
}

const MINUTE_MS = 60_000

/** Changes whose refusal is answered where they were made. */
const answered = new Set<string>()

/**
 * Keeps the days on the screen in step with what waits on this device, and with the calendar. `onRefused` is called with
 * each change that the server refused, except where somebody waits for the answer. Returns how to stop.
 */
export function followOutbox(cache: QueryClient, onRefused: (item: Item) => void): () => void {
  const step = () => {
    /* What waits belongs to the day before it turns. */
    onViews(cache, withPending)
    moveOn(cache)
  }
  step()
  const timer = setInterval(step, MINUTE_MS)
  document.addEventListener('visibilitychange', step)
  const stops = [
    () => clearInterval(timer),
    () => document.removeEventListener('visibilitychange', step),
    outbox.onChange(step),
    outbox.onStored((item, answer) => {
      void cache.cancelQueries({ queryKey: DAYS })
      onViews(cache, (view) => withStored(view, item, answer))
    }),
    outbox.onDrained(() => void figuresChanged(cache)),
    outbox.onParked((item) => {
      if (!answered.has(item.entry.client_id ?? '')) onRefused(item)
    }),
    followBadge(cache),
  ]
  return () => stops.forEach((stop) => stop())
}

/** The number of habits still due today, on the icon of the installed app. */
function followBadge(cache: QueryClient): () => void {
  let shown = -1
  return cache.getQueryCache().subscribe(({ type, query }) => {
    if (query.queryHash !== TODAY_HASH || (type !== 'updated' && type !== 'removed')) return
    const view = type === 'removed' ? undefined : (query.state.data as DayView | undefined)
    const day = view && overlay(view)
    const left = day ? Math.max(0, day.due - day.done) : 0
    if (left === shown) return
    shown = left
    /* Not there in every browser, whatever the types say. */
    const badge = navigator as Partial<Pick<Navigator, 'setAppBadge' | 'clearAppBadge'>>
    void (left > 0 ? badge.setAppBadge?.(left) : badge.clearAppBadge?.())?.catch(() => undefined)
  })
}

export type Change = Pick<EntryWrite, 'state'> & Partial<Pick<EntryWrite, 'amount' | 'increment' | 'note' | 'steps' | 'reason'>>

/** Keeps a tap on this device and sends it as soon as the server can be reached. */
export const keepTap = (tap: Tap): Promise<void> => outbox.add(tap)

const ANSWER_MS = 4_000

/** Keeps a tap that may have to be corrected; gives the server's refusal, which is then forgotten, if it comes soon. */
export async function tryTap(tap: Tap): Promise<Error | null> {
  const id = tap.entry.client_id ?? ''
  answered.add(id)
  try {
    await outbox.add(tap)
    const outcome = await outbox.outcome(id, ANSWER_MS)
    if (outcome.kind !== 'parked') return null
    await outbox.discard([outcome.item])
    return errorOf(outcome.refusal)
  } finally {
    answered.delete(id)
  }
}
