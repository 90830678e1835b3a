import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import type { AgendaItem } from '@/api/types'
import { number } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { minutesOf, missing } from './timer-rules'
import type { Timer } from './timers'
import type { useTimerRecord } from './use-timer-record'

interface ForgottenTimerProps {
  item: AgendaItem
  timer: Timer
  /** How long it ran, in milliseconds. */
  ran: number
  record: ReturnType<typeof useTimerRecord>
}

/** Asks what to record of a timer that nobody stopped. Closing it asks again the next time. */
export function ForgottenTimer({ item, timer, ran, record }: ForgottenTimerProps) {
  const { t, language } = useWords()
  const [opened, setOpened] = useState(true)
  const minutes = minutesOf(ran)
  const needed = missing(item)
  const offersPart = needed !== null && needed < minutes
  const length = minutes < 60 ? t('timer.minutes', { minutes: Math.floor(minutes) }) : t('timer.hours', { hours: Math.floor(minutes / 60), minutes: Math.floor(minutes) % 60 })
  const choose = (act: () => unknown) => () => {
    setOpened(false)
    void act()
  }
  return (
    <Modal
      opened={opened}
      onClose={() => setOpened(false)}
      className={opened ? 'sheet sheet-open' : 'sheet'}
      size={420}
      title={<span className="h3 sheet-name">{t('timer.forgotten', { name: item.name })}</span>}
      closeButtonProps={{ size: 44, iconSize: 22, 'aria-label': t('app.close') }}
    >
      <div className="stack">
        <p>{t(timer.since === null ? 'timer.stoodAt' : 'timer.ranFor', { length })}</p>
        <div className="stack" style={{ gap: 8 }}>
          {offersPart && (
            <Button data-autofocus onClick={choose(record.target)}>
              {t('timer.recordPart', { minutes: number(needed, language) })}
            </Button>
          )}
          <Button variant={offersPart ? 'default' : 'filled'} onClick={choose(record.counted)}>
            {t('timer.recordAll', { minutes: number(Math.round(minutes), language) })}
          </Button>
          <Button variant="subtle" color="gray" onClick={choose(record.discard)}>
            {t('timer.discard')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
