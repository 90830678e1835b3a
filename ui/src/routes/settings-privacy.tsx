import { useQuery } from '@tanstack/react-query'
import { ConsentCard } from '@/features/privacy/ConsentCard'
import { consentsQuery } from '@/features/privacy/privacy.queries'
import { useWords } from '@/i18n/use-words'
import { Loaded } from '@/ui/Loaded'
import { SettingsSubPage } from '@/ui/SettingsSubPage'

export default function PrivacyPage() {
  const { t } = useWords()
  const consents = useQuery(consentsQuery)
  return (
    <SettingsSubPage title={t('privacy.title')} lead={t('privacy.lead')}>
      <Loaded query={consents}>
        {(items) => (
          <div className="stack">
            {items.map((consent) => (
              <ConsentCard key={consent.data_class} consent={consent} />
            ))}
          </div>
        )}
      </Loaded>
    </SettingsSubPage>
  )
}
