import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TokenScope } from '@/api/types'
import { NewSecret } from '@/features/tokens/NewSecret'
import { TokenForm } from '@/features/tokens/TokenForm'
import { TokenList } from '@/features/tokens/TokenList'
import { tokensQuery } from '@/features/tokens/tokens.queries'
import { useWords } from '@/i18n/use-words'
import { Loaded } from '@/ui/Loaded'
import { SettingsSubPage } from '@/ui/SettingsSubPage'

export default function TokensPage() {
  const { t } = useWords()
  const tokens = useQuery(tokensQuery)
  const [made, setMade] = useState<{ secret: string; scopes: TokenScope[] } | null>(null)
  return (
    <SettingsSubPage title={t('tokens.title')} lead={t('tokens.lead')}>
      <Loaded query={tokens}>{(items) => <TokenList tokens={items} />}</Loaded>
      <div className="sec">
        {made ? (
          <NewSecret {...made} onDone={() => setMade(null)} />
        ) : (
          <section aria-labelledby="new-token">
            <h2 className="h2" id="new-token" style={{ marginBottom: 16 }}>
              {t('tokens.new')}
            </h2>
            <TokenForm onMade={(secret, scopes) => setMade({ secret, scopes })} />
          </section>
        )}
      </div>
    </SettingsSubPage>
  )
}
