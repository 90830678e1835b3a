import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '@/i18n/use-words'
import { FormProblem } from '@/ui/FormProblem'
import { Mark } from '@/ui/Mark'
import { usePageTitle } from '@/ui/use-page-title'
import { ASKING, type Step, numberOf } from './steps'
import './wizard.css'

export interface Flow {
  step: Step
  /** Leads to the step before; null at the first. */
  back: (() => void) | null
  /** Leaves the first steps for good. */
  skip: () => void
  isSaving: boolean
  error: Error | null
}

interface WizardFrameProps {
  flow: Flow
  title: string
  text: string
  /** What the button that goes on says. */
  next: string
  onNext: () => void
  children: ReactNode
}

/** One step: where one is, what is asked, and at the bottom the way on and back. */
export function WizardFrame({ flow, title, text, next, onNext, children }: WizardFrameProps) {
  const { t } = useWords()
  usePageTitle(title)
  const heading = useFocusAtStart()
  return (
    <form
      className="wizard"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onNext()
      }}
    >
      <WizardHead flow={flow} />
      <main className="wizard-main">
        <h1 className="h1" ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <p className="dim wizard-text">{text}</p>
        {children}
        <FormProblem error={flow.error} />
      </main>
      <footer className="wizard-foot">
        <div>
          {flow.back && (
            <Button variant="default" size="lg" onClick={flow.back}>
              {t('welcome.back')}
            </Button>
          )}
          <Button type="submit" size="lg" className="grow" loading={flow.isSaving}>
            {next}
          </Button>
        </div>
      </footer>
    </form>
  )
}

function WizardHead({ flow }: { flow: Flow }) {
  const { t } = useWords()
  const place = numberOf(flow.step)
  const isAsking = place <= ASKING
  const words = isAsking ? t('welcome.step', { place, all: ASKING }) : t('welcome.finished')
  return (
    <header className="wizard-head">
      <div className="row between" style={{ minHeight: 60 }}>
        <span className="row" style={{ gap: 10 }}>
          <Mark />
          <span className="sm dim n">{words}</span>
        </span>
        {isAsking && (
          <button type="button" className="link" onClick={flow.skip}>
            {t('welcome.skip')}
          </button>
        )}
      </div>
      <span className="bar" role="progressbar" aria-label={t('welcome.progress')} aria-valuetext={words} aria-valuenow={place - 1} aria-valuemin={0} aria-valuemax={ASKING}>
        <i style={{ width: `${String((Math.min(place, ASKING) / ASKING) * 100)}%`, background: 'var(--hb-accent)' }} />
      </span>
    </header>
  )
}

/** Each step begins at its question, for the keyboard and for who listens. */
function useFocusAtStart() {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    window.scrollTo(0, 0)
    heading.current?.focus({ preventScroll: true })
  }, [])
  return heading
}
