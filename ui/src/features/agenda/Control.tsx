import { IconCheck, IconPlus, IconRotate2 } from '@tabler/icons-react'
import type { AgendaItem } from '@/api/types'
import { shortNumber } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { isCounted } from './prediction'
import type { Entry } from './use-entry'

interface ControlProps {
  item: AgendaItem
  entry: Entry
}

interface RowControlProps extends ControlProps {
  onOpen: (from: HTMLElement) => void
}

/** The one control of a row: tick, "+ 1", the steps of a checklist, or "Stayed clean". */
export function Control({ item, entry, onOpen }: RowControlProps) {
  if (isCounted(item)) return <Increment item={item} entry={entry} />
  if (item.state === 'lapsed') return <Lapsed item={item} entry={entry} />
  if (item.kind === 'quit' && item.look !== 'done') return <StayedClean item={item} entry={entry} />
  if (item.steps.length > 0 && item.state !== 'done') return <Steps item={item} onOpen={onOpen} />
  return <Check item={item} entry={entry} />
}

function Check({ item, entry }: ControlProps) {
  const { t } = useWords()
  const done = item.look === 'done'
  return (
    <button type="button" className="check" aria-pressed={done} aria-label={t(item.kind === 'quit' ? 'agenda.clean' : 'agenda.check', { name: item.name })} onClick={entry.toggle}>
      {done && <IconCheck size={24} stroke={2.6} aria-hidden />}
    </button>
  )
}

function StayedClean({ item, entry }: ControlProps) {
  const { t } = useWords()
  return (
    <button type="button" className="increment stayed-clean" aria-pressed="false" aria-label={t('agenda.clean', { name: item.name })} onClick={entry.toggle}>
      {t('agenda.stayedClean')}
    </button>
  )
}

function Lapsed({ item, entry }: ControlProps) {
  const { t } = useWords()
  return (
    <button type="button" className="increment tinted p-clay" aria-pressed="true" aria-label={t('agenda.lapsed', { name: item.name })} onClick={() => entry.clear()}>
      <IconRotate2 size={18} stroke={1.75} aria-hidden />
      {t('states.lapsed')}
    </button>
  )
}

function Steps({ item, onOpen }: { item: AgendaItem; onOpen: (from: HTMLElement) => void }) {
  const { t } = useWords()
  const [done, count] = [item.ticked?.length ?? 0, item.steps.length]
  return (
    <button
      type="button"
      className="increment tinted n"
      aria-label={t('agenda.openSteps', { name: item.name, done, count })}
      onClick={(event) => onOpen(event.currentTarget)}
    >
      {t('agenda.fraction', { done, count })}
    </button>
  )
}

function Increment({ item, entry }: ControlProps) {
  const { t, language } = useWords()
  const amount = shortNumber(entry.step, language)
  return (
    <button
      type="button"
      className="increment tinted n"
      aria-label={t('agenda.increment', { name: item.name, amount })}
      onClick={entry.increment}
    >
      <IconPlus size={20} stroke={2.2} aria-hidden />
      {amount}
    </button>
  )
}
