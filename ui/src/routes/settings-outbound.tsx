import { useQuery } from '@tanstack/react-query'
import { OutboundView } from '@/features/privacy/OutboundView'
import { outboundQuery } from '@/features/privacy/privacy.queries'
import { useWords } from '@/i18n/use-words'
import { Loaded } from '@/ui/Loaded'
import { SettingsSubPage } from '@/ui/SettingsSubPage'

export default function OutboundPage() {
  const { t } = useWords()
  const outbound = useQuery(outboundQuery)
  return (
    <SettingsSubPage title={t('privacy.outbound')} lead={t('privacy.outboundLead')}>
      <Loaded query={outbound}>{(data) => <OutboundView outbound={data} />}</Loaded>
    </SettingsSubPage>
  )
}
