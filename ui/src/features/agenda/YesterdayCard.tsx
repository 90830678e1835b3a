import { Button } from '@mantine/core'
import { IconCheck, IconSunrise } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { AgendaItem, DayRead } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { addDays } from '@/lib/day'
import { Tile } from '@/ui/Tile'
import { Check } from './Control'
import { Standing } from './Standing'
import { agendaQueries } from './agenda.queries'
import { useEntry } from './use-entry'
import { openThen, settleYesterday } from './yesterday'
import './yesterday.css'

export interface YesterdayCardProps {
  today: DayRead
  zone: string
  person: string
}

/** Once a day: what was left open yesterday, to be ticked, skipped or left. Nothing at all when nothing was. */
export default function YesterdayCard({ today, zone, person }: YesterdayCardProps) {
  const { data: yesterday } = useQuery(agendaQueries.day(addDays(today.today, -1)))
  return yesterday ? <Card yesterday={yesterday} zone={zone} person={person} /> : null
}

interface CardProps {
  yesterday: DayRead
  zone: string
  person: string
}

function Card({ yesterday, zone, person }: CardProps) {
  const { t } = useWords()
  /* The rows stay while they are ticked; what else is open yesterday by now is no longer asked. */
  const [ids] = useState(() => openThen(yesterday, zone).map(({ id }) => id))
  const [left, setLeft] = useState<string[]>([])
  const [closed, setClosed] = useState(false)
  const thanks = useRef<HTMLParagraphElement>(null)
  const items = ids.flatMap((id) => yesterday.habits.find((item) => item.id === id) ?? [])
  const rows = items.filter(({ id }) => !left.includes(id))
  const open = rows.filter(isOpen)
  const isSettled = closed || open.length === 0
  useEffect(() => {
    if (isSettled) settleYesterday(person, yesterday.today)
  }, [isSettled, person, yesterday.today])
  const isThanked = isSettled && rows.some(({ look }) => look === 'done')
  useEffect(() => {
    if (isThanked && document.activeElement === document.body) thanks.current?.focus({ preventScroll: true })
  }, [isThanked])
  if (closed || items.length === 0 || (isSettled && !isThanked)) return null
  if (isThanked) {
    return (
      <p className="note tinted p-moss yesterday-thanks" role="status" tabIndex={-1} ref={thanks}>
        <IconCheck size={20} stroke={2.2} aria-hidden />
        <span>{t('todayView.yesterday.thanks')}</span>
      </p>
    )
  }
  return (
    <section className="soft yesterday" aria-labelledby="yesterday">
      <div className="row">
        <IconSunrise size={22} stroke={1.75} aria-hidden />
        <h2 className="h3 grow" id="yesterday">
          {t('todayView.yesterday.title', { count: open.length })}
        </h2>
        <Button variant="subtle" color="gray" onClick={() => setClosed(true)}>
          {t('todayView.yesterday.leave')}
        </Button>
      </div>
      <ul>
        {rows.map((item) => (
          <Row key={item.id} item={item} yesterday={yesterday} onLeave={() => setLeft([...left, item.id])} />
        ))}
      </ul>
    </section>
  )
}

const isOpen = ({ look }: AgendaItem): boolean => look === 'missed' || look === 'partial'

interface RowProps {
  item: AgendaItem
  yesterday: DayRead
  onLeave: () => void
}

function Row({ item, yesterday, onLeave }: RowProps) {
  const { t } = useWords()
  const { name } = item
  const entry = useEntry(item, yesterday.date, yesterday.today)
  const open = isOpen(item)
  return (
    <li className="yesterday-row">
      <Tile icon={item.icon} color={item.color} />
      <div className="grow">
        <div className={`nm trunc ${open ? '' : 'dim'}`}>{name}</div>
        <div className="meta n">
          {item.look === 'skipped' ? <span>{t('agenda.skipped')}</span> : <Standing item={item} day={yesterday} />}
        </div>
      </div>
      <div className="yesterday-acts">
        {open && (
          <>
            <Button variant="subtle" color="gray" aria-label={t('todayView.yesterday.leaveOne', { name })} onClick={onLeave}>
              {t('todayView.yesterday.leaveShort')}
            </Button>
            <Button variant="subtle" color="gray" aria-label={t('todayView.yesterday.skipOne', { name })} onClick={() => entry.skip(null)}>
              {t('todayView.yesterday.skip')}
            </Button>
          </>
        )}
        <Check item={item} entry={entry} />
      </div>
    </li>
  )
}
