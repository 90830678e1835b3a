import { UnsentList } from '@/features/outbox/UnsentList'
import { useWords } from '@/i18n/use-words'
import { Top } from '@/ui/Shell'
import { usePageTitle } from '@/ui/use-page-title'

export default function UnsentPage() {
  const { t } = useWords()
  usePageTitle(t('unsent.title'))
  return (
    <>
      <Top title={t('unsent.title')} />
      <h1 className="h1" style={{ margin: '8px 0' }}>
        {t('unsent.title')}
      </h1>
      <p className="dim">{t('unsent.lead')}</p>
      <div className="narrow">
        <UnsentList />
      </div>
    </>
  )
}
