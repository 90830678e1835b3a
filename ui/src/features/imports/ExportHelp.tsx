import { IconChevronDown } from '@tabler/icons-react'
import { useWords } from '@/i18n/use-words'

const WAYS = ['backup', 'csv'] as const
const STEPS = ['one', 'two', 'three'] as const

/** Which apps a history can come from, and how to get the file out of them. */
export function ExportHelp() {
  const { t } = useWords()
  return (
    <section className="sec" aria-labelledby="export-help">
      <h2 className="h2" id="export-help" style={{ marginBottom: 12 }}>
        {t('imports.help.title')}
      </h2>
      <div className="list">
        {WAYS.map((way, place) => (
          <details key={way} className="how" name="export-help" open={place === 0}>
            <summary>
              <span className="grow">
                <span className="nm">{t(`imports.help.${way}.title`)}</span>
                <span className="sm dim" style={{ display: 'block' }}>
                  {t(`imports.help.${way}.file`)}
                </span>
              </span>
              <IconChevronDown className="how-mark" size={20} stroke={1.75} aria-hidden />
            </summary>
            <ol className="how-steps">
              {STEPS.map((step) => (
                <li key={step}>{t(`imports.help.${way}.${step}`)}</li>
              ))}
            </ol>
          </details>
        ))}
      </div>
      <p className="sm dim" style={{ marginTop: 12 }}>
        {t('imports.help.others')}
      </p>
    </section>
  )
}
