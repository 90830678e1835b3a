import { bytes } from '@/i18n/server-format'
import { momentText } from '@/i18n/moments'
import { useWords } from '@/i18n/use-words'
import { SettingsGroup } from '@/ui/SettingsGroup'
import type { Server } from './admin-types'

/** What runs here: version, database, room, backup. */
export function ServerFacts({ server }: { server: Server }) {
  const { t, language } = useWords()
  const { version, database, database_bytes: size, free_bytes: free, last_backup_at: backup, started_at: started } = server
  const facts: [string, string][] = [
    [t('admin.settings.version'), version],
    [t('admin.settings.up'), momentText(t, started, language)],
    [t('admin.settings.databaseKind'), [database['engine'], database['version']].filter(Boolean).join(' ')],
    [t('admin.settings.databaseSize'), bytes(size, language)],
    ...(free === null ? [] : [[t('admin.settings.freeRoom'), bytes(free, language)] satisfies [string, string]]),
    [t('admin.settings.backup'), backup === null ? t('admin.settings.noBackup') : momentText(t, backup, language)],
  ]
  return (
    <SettingsGroup title={t('admin.settings.about')}>
      <dl className="admin-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="dim">{name}</dt>
            <dd className="n">{value}</dd>
          </div>
        ))}
      </dl>
    </SettingsGroup>
  )
}
