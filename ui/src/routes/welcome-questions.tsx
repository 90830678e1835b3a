import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Me } from '@/api/types'
import { type Flow, WizardFrame } from '@/features/onboarding/WizardFrame'
import { ZoneField } from '@/features/profile/ZoneField'
import { DayStartField, LanguageField, WeekdayField, WeightUnitField } from '@/features/profile/fields'
import type { ProfileChange } from '@/features/profile/profile.queries'
import { i18n, speak } from '@/i18n/i18n'
import { useWords } from '@/i18n/use-words'
import { browserZone } from '@/lib/day'
import { focusFirstFault } from '@/ui/focus-fault'
import { fieldProblems } from '@/ui/problem-words'

interface QuestionProps {
  me: Me
  flow: Flow
  onAnswer: (answer: ProfileChange) => void
}

/** Their name, and the language: spoken at once, saved with the name. */
export function HelloStep({ me, flow, onAnswer }: QuestionProps) {
  const { t, language } = useWords()
  const [name, setName] = useState(me.name)
  const [tried, setTried] = useState(false)
  const missing = name.trim() === ''
  const answer = () => {
    setTried(true)
    if (missing) focusFirstFault()
    else onAnswer({ name: name.trim(), language: i18n.language })
  }
  return (
    <WizardFrame flow={flow} title={t('welcome.hello.title')} text={t('welcome.hello.text')} next={t('welcome.next')} onNext={answer}>
      <div className="stack" style={{ gap: 28 }}>
        <TextInput
          label={t('welcome.hello.name')}
          autoComplete="given-name"
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={tried && missing ? t('fields.required') : fieldProblems(t, flow.error)['name']}
        />
        <LanguageField value={language} onChange={(chosen) => void speak(chosen)} />
      </div>
    </WizardFrame>
  )
}

/** UTC is what the server takes for somebody who was not asked: then the device knows better. */
const guessed = (zone: string): string => (zone === 'UTC' ? browserZone() : zone)

export function ZoneStep({ me, flow, onAnswer }: QuestionProps) {
  const { t } = useWords()
  const [zone, setZone] = useState(() => guessed(me.zone))
  return (
    <WizardFrame flow={flow} title={t('welcome.zone.title')} text={t('welcome.zone.text')} next={t('welcome.next')} onNext={() => onAnswer({ zone })}>
      <ZoneField value={zone} onChange={setZone} error={fieldProblems(t, flow.error)['zone']} />
    </WizardFrame>
  )
}

export function DayStep({ me, flow, onAnswer }: QuestionProps) {
  const { t } = useWords()
  const [start, setStart] = useState(me.day_start)
  return (
    <WizardFrame flow={flow} title={t('welcome.day.title')} text={t('welcome.day.text')} next={t('welcome.next')} onNext={() => onAnswer({ day_start: start })}>
      <DayStartField value={start} onChange={setStart} />
    </WizardFrame>
  )
}

export function UnitsStep({ me, flow, onAnswer }: QuestionProps) {
  const { t } = useWords()
  const [weekday, setWeekday] = useState(me.first_weekday)
  const [unit, setUnit] = useState(me.weight_unit)
  return (
    <WizardFrame
      flow={flow}
      title={t('welcome.units.title')}
      text={t('welcome.units.text')}
      next={t('welcome.next')}
      onNext={() => onAnswer({ first_weekday: weekday, weight_unit: unit })}
    >
      <div className="stack" style={{ gap: 28 }}>
        <WeekdayField value={weekday} onChange={setWeekday} />
        <WeightUnitField value={unit} onChange={setUnit} />
      </div>
    </WizardFrame>
  )
}
