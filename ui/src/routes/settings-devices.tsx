import { useQuery } from '@tanstack/react-query'
import { DeviceList } from '@/features/devices/DeviceList'
import { sessionsQuery } from '@/features/devices/devices.queries'
import { useWords } from '@/i18n/use-words'
import { Loaded } from '@/ui/Loaded'
import { SettingsSubPage } from '@/ui/SettingsSubPage'

export default function DevicesPage() {
  const { t } = useWords()
  const sessions = useQuery(sessionsQuery)
  return (
    <SettingsSubPage title={t('devices.title')} lead={t('devices.lead')}>
      <Loaded query={sessions}>{(items) => <DeviceList sessions={items} />}</Loaded>
    </SettingsSubPage>
  )
}
