import { useWords } from '@/i18n/use-words'
import { Cairn } from '@/ui/Cairn'

/** The last step: what is there now, and where everything can be changed. */
export function AllSet({ imported }: { imported: 'none' | 'working' | 'ready' }) {
  const { t } = useWords()
  return (
    <div className="stack" style={{ justifyItems: 'center', textAlign: 'center', paddingTop: 12 }}>
      <Cairn width={200} />
      {imported !== 'none' && <p>{t(`welcome.done.${imported}`)}</p>}
      <p className="dim">{t('welcome.done.later')}</p>
    </div>
  )
}
