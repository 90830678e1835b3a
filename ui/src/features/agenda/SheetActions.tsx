import { Button } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconPlayerTrackNext, IconRotate2 } from '@tabler/icons-react'
import { useState } from 'react'
import type { AgendaItem, SkipReason } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { isCounted } from './prediction'
import type { Entry } from './use-entry'

const REASONS: SkipReason[] = ['sick', 'travel', 'rest', 'other']

interface SheetActionsProps {
  item: AgendaItem
  isToday: boolean
  entry: Entry
  /** The note that was typed and goes out with what is logged. */
  note: string | undefined
  /** Logs and closes the sheet. */
  then: (act: () => void) => () => void
}

/** What else a day can be: skipped for a reason, lapsed, or open again. */
export function SheetActions({ item, isToday, entry, note, then }: SheetActionsProps) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const canLapse = item.kind === 'quit' && !isCounted(item) && item.state !== 'lapsed'
  const logged = item.state === 'done' || item.state === 'partial' || item.state === 'lapsed'
  return (
    <div>
      <div className="row wrap">
        {item.state === 'skipped' ? (
          <Button variant="default" leftSection={<IconArrowBackUp size={18} aria-hidden />} onClick={then(() => entry.clear(note))}>
            {t('detail.unskip')}
          </Button>
        ) : (
          <Button
            variant="default"
            aria-expanded={asking}
            leftSection={<IconPlayerTrackNext size={18} stroke={1.75} aria-hidden />}
            onClick={() => setAsking(!asking)}
          >
            {t(isToday ? 'detail.skipToday' : 'detail.skipThen')}
          </Button>
        )}
        {canLapse && (
          <Button variant="default" leftSection={<IconRotate2 size={18} stroke={1.75} aria-hidden />} onClick={then(() => entry.lapse(note))}>
            {t('detail.lapse')}
          </Button>
        )}
        {item.kind === 'quit' && isCounted(item) && item.state !== 'done' && (
          <Button variant="default" leftSection={<IconCheck size={18} stroke={2.2} aria-hidden />} onClick={then(() => void entry.setAmount(0, note))}>
            {t(isToday ? 'detail.noneToday' : 'detail.noneThen')}
          </Button>
        )}
        {logged && (
          <Button variant="subtle" color="gray" leftSection={<IconArrowBackUp size={18} aria-hidden />} onClick={then(() => entry.clear(note))}>
            {t('detail.clear')}
          </Button>
        )}
      </div>
      {asking && <Reasons onChoose={(reason) => then(() => entry.skip(reason, note))()} />}
    </div>
  )
}

/** Why a day is skipped; one tap is enough, and no reason is a good one too. */
function Reasons({ onChoose }: { onChoose: (reason: SkipReason | null) => void }) {
  const { t } = useWords()
  return (
    <div className="soft reasons" role="group" aria-labelledby="skip-reasons">
      <p className="b sm" id="skip-reasons">
        {t('detail.why')}
      </p>
      <div className="row wrap" style={{ gap: 8 }}>
        {REASONS.map((reason) => (
          <button key={reason} type="button" className="choice" onClick={() => onChoose(reason)}>
            {t(`reasons.${reason}`)}
          </button>
        ))}
        <button type="button" className="choice" onClick={() => onChoose(null)}>
          {t('detail.noReason')}
        </button>
      </div>
      <p className="xs dim">{t('detail.skipHint')}</p>
    </div>
  )
}
