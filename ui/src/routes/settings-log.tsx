import { useInfiniteQuery } from '@tanstack/react-query'
import { SecurityLog } from '@/features/privacy/SecurityLog'
import { logQuery } from '@/features/privacy/privacy.queries'
import { useWords } from '@/i18n/use-words'
import { Loaded } from '@/ui/Loaded'
import { SettingsSubPage } from '@/ui/SettingsSubPage'

export default function SecurityLogPage() {
  const { t } = useWords()
  const log = useInfiniteQuery(logQuery)
  return (
    <SettingsSubPage title={t('privacy.log.title')} lead={t('privacy.log.lead')}>
      <Loaded query={log}>
        {({ pages }) => (
          <SecurityLog
            entries={pages.flatMap(({ items }) => items)}
            hasMore={log.hasNextPage}
            isLoading={log.isFetchingNextPage}
            onMore={() => void log.fetchNextPage()}
          />
        )}
      </Loaded>
    </SettingsSubPage>
  )
}
