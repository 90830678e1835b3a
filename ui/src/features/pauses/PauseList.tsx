import { Button } from '@mantine/core'
import { IconBeach, IconMoodSick, IconPlayerPause, type Icon } from '@tabler/icons-react'
import { createElement } from 'react'
import type { PauseRead } from '@/api/types'
import { shortDay, shortRange } from '@/i18n/format'
import { type Translate, useWords } from '@/i18n/use-words'
import type { Day } from '@/lib/day'
import { problemWords } from '@/ui/problem-words'
import { showToast } from '@/ui/toast-store'
import { useEndPause, useRemovePause } from './pauses.queries'

interface PauseListProps {
  title: string
  pauses: PauseRead[]
  /** Names of habits by id. */
  names: Map<string, string>
  today: Day
}

/** Pauses that are on, are to come, or are over; each can be ended or taken back. */
export function PauseList({ title, pauses, names, today }: PauseListProps) {
  if (pauses.length === 0) return null
  return (
    <section className="sec" aria-label={title}>
      <h2 className="h2" style={{ marginBottom: 12 }}>
        {title}
      </h2>
      <ul className="list">
        {pauses.map((pause) => (
          <PauseLine key={pause.id} pause={pause} names={names} today={today} />
        ))}
      </ul>
    </section>
  )
}

const ICONS: Record<PauseRead['reason'], Icon> = { vacation: IconBeach, sick: IconMoodSick, archived: IconPlayerPause, other: IconPlayerPause }

function PauseLine({ pause, names, today }: Omit<PauseListProps, 'title' | 'pauses'> & { pause: PauseRead }) {
  const { t, language } = useWords()
  const end = useEndPause()
  const remove = useRemovePause()
  const whose = pause.habit_id === null ? t('pauses.all') : (names.get(pause.habit_id) ?? t('pauses.gone'))
  const onError = (error: Error) => showToast({ tone: 'problem', title: t('pauses.failed'), text: problemWords(t, error) })
  const running = pause.first <= today && (pause.last === null || pause.last >= today)
  return (
    <li className="li pause-line">
      <span className="tile tinted p-clay" style={{ width: 44, height: 44, borderRadius: 15 }}>
        {createElement(ICONS[pause.reason], { size: 23, stroke: 1.75, 'aria-hidden': true })}
      </span>
      <div className="grow">
        <div className="nm trunc">{whose}</div>
        <div className="meta n">
          <span>{spanOfPause(t, language, pause, today)}</span>
          <span>{t(`pauses.reasons.${pause.reason}`)}</span>
        </div>
      </div>
      {running ? (
        <Button variant="default" aria-label={t('pauses.endNamed', { name: whose })} loading={end.isPending} onClick={() => end.mutate({ pause, today }, { onError })}>
          {t('pauses.end')}
        </Button>
      ) : (
        <Button variant="subtle" color="gray" aria-label={t('pauses.removeNamed', { name: whose })} loading={remove.isPending} onClick={() => remove.mutate(pause.id, { onError })}>
          {t('pauses.remove')}
        </Button>
      )}
    </li>
  )
}

/** "9 – 20 Nov", "since 9 Nov". */
export function spanOfPause(t: Translate, language: string, { first, last }: PauseRead, today: Day): string {
  return last === null ? t('pauses.since', { day: shortDay(first, today, language) }) : shortRange(first, last, today, language)
}
