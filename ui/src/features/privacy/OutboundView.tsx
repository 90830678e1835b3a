import { IconHomeCheck, IconWorldUpload } from '@tabler/icons-react'
import type { OutboundRead } from '@/api/types'
import { list, number } from '@/i18n/format'
import { momentText } from '@/i18n/moments'
import { outcomeWords } from '@/i18n/outcome-words'
import { type Translate, useWords } from '@/i18n/use-words'
import './privacy.css'

const CLASSES = ['photo', 'notes', 'metrics'] as const

function classNames(t: Translate, language: string, classes: readonly string[]): string {
  const known = CLASSES.filter((one) => classes.includes(one)).map((one) => t(`privacy.classes.${one}.name`))
  return known.length > 0 ? list(known, language) : t('privacy.noData')
}

/** Where this server may call, and what it sent of the person. */
export function OutboundView({ outbound: { destinations, calls } }: { outbound: OutboundRead }) {
  const { t } = useWords()
  return (
    <>
      {destinations.length === 0 ? <Nothing /> : <Destinations destinations={destinations} />}
      <section className="sec" aria-labelledby="calls">
        <h2 className="h2" id="calls" style={{ marginBottom: 12 }}>
          {t('privacy.calls')}
        </h2>
        {calls.length === 0 ? <p className="dim">{t('privacy.noCalls')}</p> : <Calls calls={calls} />}
      </section>
    </>
  )
}

/** What most servers can say. */
function Nothing() {
  const { t } = useWords()
  return (
    <div className="soft privacy-nothing">
      <span className="stone tinted p-moss" style={{ width: 72, height: 72 }}>
        <IconHomeCheck size={34} stroke={1.6} aria-hidden />
      </span>
      <h2 className="h2">{t('privacy.nothing')}</h2>
      <p className="dim">{t('privacy.nothingText')}</p>
    </div>
  )
}

function Destinations({ destinations }: Pick<OutboundRead, 'destinations'>) {
  const { t, language } = useWords()
  return (
    <section aria-labelledby="destinations">
      <h2 className="h2" id="destinations" style={{ marginBottom: 12 }}>
        {t('privacy.destinations')}
      </h2>
      <ul className="list">
        {destinations.map(({ name, host, purpose, data, allowed_by: allowedBy }) => (
          <li key={name} className="li">
            <span className="tile tinted p-honey" style={{ width: 44, height: 44, borderRadius: 15 }}>
              <IconWorldUpload size={23} stroke={1.75} aria-hidden />
            </span>
            <div className="grow">
              <div className="nm">{name}</div>
              <p className="sm dim" style={{ overflowWrap: 'anywhere' }}>
                {host === '*' ? t('privacy.anyHost') : host}
              </p>
              <p className="sm">{purpose}</p>
              <div className="meta">
                <span>{t('privacy.gets', { what: classNames(t, language, data) })}</span>
                <span>{t('privacy.allowedBy', { what: allowedBy })}</span>
              </div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Calls({ calls }: Pick<OutboundRead, 'calls'>) {
  const { t, language } = useWords()
  return (
    <ul className="list">
      {calls.map(({ at, destination, host, data_class, bytes_sent, bytes_received, outcome }, place) => (
        <li key={`${at} ${place}`} className="li">
          <div className="grow">
            <div className="nm">{destination}</div>
            <div className="meta n">
              <span>{momentText(t, at, language)}</span>
              <span>{host}</span>
              {data_class && <span>{classNames(t, language, [data_class])}</span>}
              <span>{t('privacy.bytesOf', { sent: number(bytes_sent, language), received: number(bytes_received, language) })}</span>
              <span>{outcomeWords(t, outcome)}</span>
            </div>
          </div>
        </li>
      ))}
    </ul>
  )
}
