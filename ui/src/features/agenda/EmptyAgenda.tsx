import { useWords } from '@/i18n/use-words'
import { Cairn } from '@/ui/Cairn'
import { ButtonLink } from '@/ui/links'

/** Today of somebody without habits. */
export function EmptyAgenda() {
  const { t } = useWords()
  return (
    <div className="card stack narrow" style={{ justifyItems: 'center', textAlign: 'center', gap: 8, padding: '32px 24px 24px' }}>
      <Cairn width={112} />
      <h2 className="h3" style={{ marginTop: 4 }}>
        {t('agenda.empty.title')}
      </h2>
      <p className="dim sm" style={{ maxWidth: 270 }}>
        {t('agenda.empty.text')}
      </p>
      <ButtonLink to="/habits/new" variant="default" mt={10}>
        {t('agenda.add')}
      </ButtonLink>
      <p className="dim xs" style={{ maxWidth: 300, marginTop: 12 }}>
        {t('agenda.empty.import')}
      </p>
    </div>
  )
}
