import { Link } from '@tanstack/react-router'
import { useWords } from '@/i18n/use-words'
import { Cairn } from '@/ui/Cairn'
import { ButtonLink } from '@/ui/links'

/** Today of somebody without habits. */
export default function EmptyAgenda() {
  const { t } = useWords()
  return (
    <div className="card stack narrow" style={{ justifyItems: 'center', textAlign: 'center', gap: 8, padding: '32px 24px 24px' }}>
      <Cairn width={112} />
      <h2 className="h3" style={{ marginTop: 4 }}>
        {t('todayView.empty.title')}
      </h2>
      <p className="dim sm" style={{ maxWidth: 270 }}>
        {t('todayView.empty.text')}
      </p>
      <ButtonLink to="/habits/new" variant="light" mt={10}>
        {t('agenda.add')}
      </ButtonLink>
      <Link to="/imports" className="link">
        {t('todayView.empty.import')}
      </Link>
    </div>
  )
}
