import { Button } from '@mantine/core'
import { IconCloudUpload, IconRefresh, IconTrash } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { type Item, errorOf } from '@/api/outbox/items'
import { clockTime, dayAndMonth, number } from '@/i18n/format'
import { type Translate, useWords } from '@/i18n/use-words'
import { browserZone } from '@/lib/day'
import { Cairn } from '@/ui/Cairn'
import { fieldProblems, problemWords } from '@/ui/problem-words'
import { showToast } from '@/ui/toast-store'
import { useOutbox } from '@/ui/use-outbox'
import { discard, retry, sendNow } from './outbox.queries'

/** From here on a list says how many more there are. */
const SHOWN = 50

/** What waits on this device, and what the server refused: with its reasons, and what can be done. */
export function UnsentList() {
  const { t } = useWords()
  const { waiting, parked, others } = useOutbox()
  const place = useRef<HTMLDivElement>(null)
  return (
    <div ref={place} tabIndex={-1} role="group" aria-label={t('unsent.title')} style={{ outline: 'none' }}>
      {waiting.length + parked.length === 0 && (
        <div className="card stack" style={{ justifyItems: 'center', textAlign: 'center', gap: 8, padding: '32px 24px 24px' }}>
          <Cairn width={112} />
          <h2 className="h3">{t('unsent.empty')}</h2>
          <p className="dim">{t('unsent.emptyText')}</p>
        </div>
      )}
      {parked.length > 0 && <Parked items={parked} onDecided={() => place.current?.focus()} />}
      {waiting.length > 0 && <Waiting items={waiting} />}
      {others > 0 && <p className="dim sec">{t('unsent.others', { count: others })}</p>}
    </div>
  )
}

interface ParkedProps {
  items: readonly Item[]
  /** Called when the pressed button is gone with its change. */
  onDecided: () => void
}

function Parked({ items, onDecided }: ParkedProps) {
  const { t } = useWords()
  const again = (chosen: readonly Item[]) => void retry(chosen).then(onDecided)
  const giveUp = (chosen: readonly Item[]) => void give(t, chosen).then(onDecided)
  return (
    <section className="sec" aria-labelledby="unsent-parked">
      <h2 className="h2" id="unsent-parked">
        {t('unsent.parked')}
      </h2>
      <p className="dim">{t('unsent.parkedText')}</p>
      <ItemList items={items}>
        {(item) => (
          <>
            <Button variant="default" aria-label={t('unsent.againNamed', { name: item.habitName })} leftSection={<IconRefresh size={18} stroke={1.75} aria-hidden />} onClick={() => again([item])}>
              {t('unsent.again')}
            </Button>
            <Button variant="subtle" color="rose" aria-label={t('unsent.discardNamed', { name: item.habitName })} leftSection={<IconTrash size={18} stroke={1.75} aria-hidden />} onClick={() => giveUp([item])}>
              {t('unsent.discard')}
            </Button>
          </>
        )}
      </ItemList>
      {items.length > 1 && (
        <div className="row wrap">
          <Button variant="light" onClick={() => again(items)}>
            {t('unsent.againAll')}
          </Button>
          <Button variant="subtle" color="rose" onClick={() => giveUp(items)}>
            {t('unsent.discardAll')}
          </Button>
        </div>
      )}
    </section>
  )
}

async function give(t: Translate, items: readonly Item[]): Promise<void> {
  const takeBack = await discard(items)
  showToast({ tone: 'plain', title: t('unsent.discarded', { count: items.length }), action: { label: t('agenda.toast.undo'), run: takeBack } })
}

function Waiting({ items }: { items: readonly Item[] }) {
  const { t } = useWords()
  const [sending, setSending] = useState(false)
  const send = async () => {
    setSending(true)
    await sendNow()
    setSending(false)
  }
  return (
    <section className="sec" aria-labelledby="unsent-waiting">
      <h2 className="h2" id="unsent-waiting">
        {t('unsent.waiting')}
      </h2>
      <p className="dim">{t('unsent.waitingText')}</p>
      <ItemList items={items} />
      <Button variant="light" loading={sending} leftSection={<IconCloudUpload size={20} stroke={1.75} aria-hidden />} onClick={() => void send()}>
        {t('unsent.sendNow')}
      </Button>
    </section>
  )
}

function ItemList({ items, children }: { items: readonly Item[]; children?: (item: Item) => React.ReactNode }) {
  const { t } = useWords()
  const more = items.length - SHOWN
  return (
    <>
      <ul className="list" style={{ marginBlock: 12 }}>
        {items.slice(0, SHOWN).map((item) => (
          <li className="li wrap" key={item.entry.client_id ?? item.seq} style={{ paddingBlock: 12 }}>
            <ItemText item={item} />
            {children?.(item)}
          </li>
        ))}
      </ul>
      {more > 0 && <p className="dim n">{t('unsent.more', { count: more })}</p>}
    </>
  )
}

function ItemText({ item }: { item: Item }) {
  const { t, language } = useWords()
  const time = clockTime(item.entry.tapped_at, language, browserZone())
  const problem = item.refusal && errorOf(item.refusal)
  return (
    <div className="grow" style={{ minWidth: 200 }}>
      <div className="nm">
        {item.habitName}: {whatOf(t, language, item)}
      </div>
      <div className="meta n">{t('unsent.tappedAt', { day: dayAndMonth(item.day, language), time })}</div>
      {problem && <div className="sm">{Object.values(fieldProblems(t, problem))[0] ?? problemWords(t, problem)}</div>}
    </div>
  )
}

/** What a tap asked for, in a word or two. */
function whatOf(t: Translate, language: string, { entry }: Item): string {
  const { state, amount, increment, steps, note } = entry
  const said = note ? `, ${t('unsent.what.note')}` : ''
  if (increment != null) return t('unsent.what.added', { amount: number(increment, language) }) + said
  if (amount != null) return t('unsent.what.amount', { amount: number(amount, language) }) + said
  if (steps) return t('unsent.what.steps', { count: steps.length }) + said
  return t(state === 'none' ? 'unsent.what.open' : `unsent.what.${state}`) + said
}
