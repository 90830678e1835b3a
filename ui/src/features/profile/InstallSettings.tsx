import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useWords } from '@/i18n/use-words'
import { installOffer, onInstallOffer, takeInstallOffer } from '@/lib/install'
import { SettingsGroup, SettingsRow } from '@/ui/SettingsGroup'

const DEVICES = ['iphone', 'android', 'desktop'] as const
type Device = (typeof DEVICES)[number]

function deviceOf(agent: string): Device {
  if (/iPhone|iPad/.test(agent)) return 'iphone'
  return agent.includes('Android') ? 'android' : 'desktop'
}

const isInstalled = (): boolean => matchMedia('(display-mode: standalone)').matches

/** How the app gets its own icon: with the browser's offer when it made one, otherwise in words. */
export function InstallSettings() {
  const { t } = useWords()
  const offer = useSyncExternalStore(onInstallOffer, installOffer)
  const mine = deviceOf(navigator.userAgent)
  const others = DEVICES.filter((device) => device !== mine)
  return (
    <SettingsGroup title={t('profile.install.title')} text={t('profile.install.text')}>
      <SettingsRow>
        {isInstalled() ? (
          <p>{t('profile.install.installed')}</p>
        ) : offer ? (
          <Button variant="light" leftSection={<IconDownload size={18} stroke={1.75} aria-hidden />} onClick={() => void takeInstallOffer()}>
            {t('profile.install.button')}
          </Button>
        ) : (
          <p>{window.isSecureContext ? t(`profile.install.how.${mine}`) : t('profile.install.insecure')}</p>
        )}
        <details style={{ marginTop: 8 }}>
          <summary className="link">{t('profile.install.others')}</summary>
          <dl className="settings-how">
            {others.map((device) => (
              <div key={device}>
                <dt className="b">{t(`profile.install.devices.${device}`)}</dt>
                <dd>{t(`profile.install.how.${device}`)}</dd>
              </div>
            ))}
          </dl>
        </details>
      </SettingsRow>
    </SettingsGroup>
  )
}
