import { useWords } from '@/i18n/use-words'
import { SettingsGroup, SettingsRow } from '@/ui/SettingsGroup'

/** Which release this server runs, and where programs find its interface. */
export function AboutSettings({ version }: { version: string | undefined }) {
  const { t } = useWords()
  return (
    <SettingsGroup title={t('profile.about')}>
      <SettingsRow>
        <p>{version ? t('profile.version', { version }) : t('app.name')}</p>
        <p className="sm dim" style={{ marginTop: 2, overflowWrap: 'anywhere' }}>
          {t('app.at', { host: location.host })}
        </p>
        <a className="link" href="/docs">
          {t('profile.api')}
        </a>
      </SettingsRow>
    </SettingsGroup>
  )
}
