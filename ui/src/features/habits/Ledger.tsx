import {
  IconCalendarOff, IconCheck, IconCircleDashed, IconCircleHalf2, IconFlame, IconMinus, IconPlayerPause, IconPlayerTrackNext, IconRotate2,
  IconShieldCheck, IconSnowflake, type Icon,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { createElement, useState } from 'react'
import type { LedgerRead, LedgerRun, Pigment } from '@/api/types'
import { shortRange } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { daysBetween } from '@/lib/day'
import { Part } from '@/ui/Part'
import { ListSkeleton } from '@/ui/Skeleton'
import { habitsQueries } from './habits.queries'

type What = LedgerRun['what']

const LOOKS: Record<What, [Icon, Pigment]> = {
  done: [IconCheck, 'moss'],
  kept: [IconShieldCheck, 'sage'],
  filled: [IconShieldCheck, 'sage'],
  partial: [IconCircleHalf2, 'honey'],
  skipped: [IconPlayerTrackNext, 'dusk'],
  frozen: [IconSnowflake, 'dusk'],
  paused: [IconPlayerPause, 'clay'],
  lapsed: [IconRotate2, 'clay'],
  missed: [IconCalendarOff, 'rose'],
  not_met: [IconCalendarOff, 'rose'],
  free: [IconMinus, 'lagoon'],
  none: [IconMinus, 'lagoon'],
  open: [IconCircleDashed, 'heather'],
}

const SHOWN = 6

/** "Why is my streak 41?": the days behind it in words, newest first, and what ended the one before. */
export function Ledger({ id }: { id: string }) {
  const { t } = useWords()
  const query = useQuery(habitsQueries.ledger(id))
  return (
    <section className="sec" aria-labelledby="ledger">
      <h2 className="h2" id="ledger" style={{ marginBottom: 12 }}>
        {query.data ? t('ledger.title', { count: query.data.streak }) : t('ledger.unknown')}
      </h2>
      <Part query={query} waiting={<ListSkeleton />}>
        {(ledger) => <Runs ledger={ledger} />}
      </Part>
    </section>
  )
}

function Runs({ ledger: data }: { ledger: LedgerRead }) {
  const { t } = useWords()
  const [all, setAll] = useState(false)
  const rows = data.ended_by ? [...data.runs, data.ended_by] : data.runs
  return (
    <>
      <ul className="list ledger">
        <li className="li ledger-sum">
          <span className="grow b">{t('ledger.today')}</span>
          <span className="disp n row" style={{ fontSize: '1.25rem', gap: 5 }}>
            <IconFlame className="flame" size={20} stroke={1.75} aria-hidden />
            {t(`streak.${data.unit}`, { count: data.streak })}
          </span>
        </li>
        {(all ? rows : rows.slice(0, SHOWN)).map((run) => (
          <Run key={`${run.first} ${run.what}`} run={run} ledger={data} ends={run === data.ended_by} />
        ))}
      </ul>
      {rows.length > SHOWN && (
        <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('ledger.less') : t('ledger.more', { count: rows.length - SHOWN })}
        </button>
      )}
      {rows.length === 0 && <p className="dim sm" style={{ marginTop: 8 }}>{t('ledger.empty')}</p>}
    </>
  )
}

interface RunProps {
  run: LedgerRun
  ledger: LedgerRead
  /** Whether it ended the streak before. */
  ends: boolean
}

function Run({ run, ledger, ends }: RunProps) {
  const { t, language } = useWords()
  const [icon, pigment] = LOOKS[run.what]
  const words = t(`ledger.what.${run.what}`, { count: daysBetween(run.first, run.last) + 1 })
  return (
    <li className="li">
      <span className={`tile tinted p-${pigment}`} style={{ width: 36, height: 36, borderRadius: 12 }}>
        {createElement(icon, { size: 19, stroke: 1.9, 'aria-hidden': true })}
      </span>
      <div className="grow">
        <div style={{ fontWeight: 560, lineHeight: 1.35 }}>
          {ends ? `${words}. ${t('ledger.ended')}` : words}
        </div>
        <div className="sm dim n">{shortRange(run.first, run.last, ledger.today, language)}</div>
      </div>
      <span className="b n ledger-figure">{run.adds > 0 ? `+${run.adds}` : '0'}</span>
    </li>
  )
}
