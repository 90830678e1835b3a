import { Button, Switch } from '@mantine/core'
import { IconEye, IconNotes, IconPhoto, IconRulerMeasure, type Icon } from '@tabler/icons-react'
import { Suspense, createElement, lazy, useId, useState } from 'react'
import type { ConsentRead, DataClass, Pigment } from '@/api/types'
import { withWords } from '@/i18n/i18n'
import { momentText } from '@/i18n/moments'
import { useWords } from '@/i18n/use-words'
import { FormProblem } from '@/ui/FormProblem'
import { useConsent } from './privacy.queries'
import './privacy.css'

const PreviewDialog = lazy(withWords(() => import('./PreviewDialog')))

const LOOKS: Record<DataClass, { icon: Icon; color: Pigment }> = {
  photo: { icon: IconPhoto, color: 'clay' },
  notes: { icon: IconNotes, color: 'dusk' },
  metrics: { icon: IconRulerMeasure, color: 'lagoon' },
}

/** One class of data: what it is, who asks for it, and whether the person agrees. */
export function ConsentCard({ consent }: { consent: ConsentRead }) {
  const { t } = useWords()
  const { data_class: dataClass, destinations } = consent
  const { icon, color } = LOOKS[dataClass]
  const id = useId()
  return (
    <section className="card" aria-labelledby={id}>
      <div className="row" style={{ alignItems: 'flex-start', gap: 14 }}>
        <span className={`tile tinted p-${color}`} style={{ width: 44, height: 44, borderRadius: 15 }}>
          {createElement(icon, { size: 23, stroke: 1.75, 'aria-hidden': true })}
        </span>
        <div className="grow">
          <h2 className="h3" id={id}>
            {t(`privacy.classes.${dataClass}.name`)}
          </h2>
          <p className="sm dim" style={{ marginTop: 2 }}>
            {t(`privacy.classes.${dataClass}.text`)}
          </p>
        </div>
      </div>
      {destinations.length === 0 ? <p className="privacy-nobody">{t('privacy.nobody')}</p> : <Asked consent={consent} />}
    </section>
  )
}

function Asked({ consent }: { consent: ConsentRead }) {
  const { t, language } = useWords()
  const [isShown, setShown] = useState(false)
  const choose = useConsent()
  const { data_class: dataClass, destinations, given_at: givenAt, is_current: isCurrent } = consent
  const isOn = choose.isPending ? choose.variables.agree : isCurrent
  const isOld = givenAt !== null && !isCurrent
  return (
    <>
      <p className="sm b privacy-who">{t(isOn ? 'privacy.whoNow' : 'privacy.who')}</p>
      <ul className="privacy-hosts">
        {destinations.map(({ name, host, purpose }) => (
          <li key={name}>
            <span className="b">{name}</span> <span className="dim">{host}</span>
            <p className="sm dim">{purpose}</p>
          </li>
        ))}
      </ul>
      {isOld && <p className="note tinted p-honey">{t('privacy.changed')}</p>}
      <Switch
        className="privacy-switch"
        size="lg"
        labelPosition="left"
        label={t(`privacy.classes.${dataClass}.agree`)}
        description={isOn ? givenAt && t('privacy.since', { when: momentText(t, givenAt, language) }) : t('privacy.off')}
        checked={isOn}
        onChange={(event) => choose.mutate({ consent, agree: event.currentTarget.checked })}
      />
      <FormProblem error={choose.error} known={{ destinations_changed: t('privacy.changedNow'), nothing_to_agree: t('privacy.nobody') }} />
      <Button className="privacy-look" variant="subtle" px={0} leftSection={<IconEye size={18} stroke={1.75} aria-hidden />} onClick={() => setShown(true)}>
        {t('privacy.preview')}
      </Button>
      {isShown && (
        <Suspense>
          <PreviewDialog dataClass={dataClass} onClose={() => setShown(false)} />
        </Suspense>
      )}
    </>
  )
}
