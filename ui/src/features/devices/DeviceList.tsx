import { Button } from '@mantine/core'
import { createElement, useState } from 'react'
import type { SessionRead } from '@/api/types'
import { deviceName } from '@/i18n/device-words'
import { momentText } from '@/i18n/moments'
import { useWords } from '@/i18n/use-words'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { showToast } from '@/ui/toast-store'
import { deviceIcon } from './device'
import { useSignOutDevice } from './devices.queries'

/** What is asked about: one device, or all others. */
type Asked = SessionRead | 'others'

/** Where the person is signed in, this device first; any of them can be signed out from here. */
export function DeviceList({ sessions }: { sessions: SessionRead[] }) {
  const { t } = useWords()
  const [asked, setAsked] = useState<Asked | null>(null)
  const others = sessions.filter(({ is_this }) => !is_this).sort((one, other) => other.last_used_at.localeCompare(one.last_used_at))
  const ordered = [...sessions.filter(({ is_this }) => is_this), ...others]
  return (
    <>
      <ul className="list">
        {ordered.map((session) => (
          <DeviceRow key={session.id} session={session} onEnd={() => setAsked(session)} />
        ))}
      </ul>
      {others.length === 0 ? (
        <p className="sm dim" style={{ marginTop: 12 }}>
          {t('devices.onlyThis')}
        </p>
      ) : (
        <Button variant="default" mt={16} onClick={() => setAsked('others')}>
          {t('devices.endOthers')}
        </Button>
      )}
      {asked && <EndDialog asked={asked} onClose={() => setAsked(null)} />}
    </>
  )
}

function DeviceRow({ session, onEnd }: { session: SessionRead; onEnd: () => void }) {
  const { t, language } = useWords()
  const { is_this: isThis, address, last_used_at } = session
  const name = deviceName(t, session.device)
  return (
    <li className="li wrap">
      <span className={`tile tinted p-${isThis ? 'moss' : 'dusk'}`} style={{ width: 44, height: 44, borderRadius: 15 }}>
        {createElement(deviceIcon(session), { size: 23, stroke: 1.75, 'aria-hidden': true })}
      </span>
      <div className="grow" style={{ flexBasis: '10rem' }}>
        <div className="nm" style={{ overflowWrap: 'anywhere' }}>
          {name}
        </div>
        <div className="meta n">
          {isThis ? <span className="b">{t('devices.this')}</span> : <span>{t('devices.lastUsed', { when: momentText(t, last_used_at, language) })}</span>}
          {address && <span>{address}</span>}
        </div>
      </div>
      {!isThis && (
        <Button variant="default" ml="auto" aria-label={t('devices.endNamed', { name })} onClick={onEnd}>
          {t('devices.end')}
        </Button>
      )}
    </li>
  )
}

function EndDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const { t } = useWords()
  const end = useSignOutDevice()
  const isAll = asked === 'others'
  const confirm = () =>
    end.mutate(isAll ? null : asked.id, {
      onSuccess: () => {
        showToast({ tone: 'done', title: isAll ? t('devices.othersEnded') : t('devices.ended', { name: deviceName(t, asked.device) }) })
        onClose()
      },
    })
  return (
    <ConfirmDialog
      title={isAll ? t('devices.askOthers') : t('devices.ask', { name: deviceName(t, asked.device) })}
      verb={t('devices.end')}
      stay={t('devices.stay')}
      onConfirm={confirm}
      onClose={onClose}
      isBusy={end.isPending}
      error={end.error}
    >
      <p>{t(isAll ? 'devices.askOthersText' : 'devices.askText')}</p>
    </ConfirmDialog>
  )
}
