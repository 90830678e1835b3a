import type { Me } from '@/api/types'
import { weekdayName } from '@/i18n/format'
import { LANGUAGES, type Language, isLanguage } from '@/i18n/i18n'
import { useWords } from '@/i18n/use-words'
import { weekFrom } from '@/lib/day'
import { Choices } from '@/ui/Choices'
import { dayStarts, timeOf } from './day-start'

interface FieldProps<Value> {
  value: Value
  onChange: (value: Value) => void
}

/** Minutes after midnight at which a day begins, with an example of what it means. */
export function DayStartField({ value, onChange }: FieldProps<number>) {
  const { t } = useWords()
  return (
    <div>
      <Choices
        legend={t('profile.dayStart')}
        name="day-start"
        value={String(value)}
        onChange={(text) => onChange(Number(text))}
        options={dayStarts(value).map((minutes) => ({
          value: String(minutes),
          label: minutes === 0 ? t('profile.midnight') : timeOf(minutes),
        }))}
      />
      <p className="sm dim" style={{ marginTop: 10 }} role="status">
        {value === 0 ? t('profile.dayStartMidnight') : t('profile.dayStartMeans', { late: timeOf(value - 10), time: timeOf(value) })}
      </p>
    </div>
  )
}

/** ISO weekday, 1 is Monday. */
export function WeekdayField({ value, onChange }: FieldProps<number>) {
  const { t, language } = useWords()
  return (
    <Choices
      legend={t('profile.firstWeekday')}
      name="first-weekday"
      value={String(value)}
      onChange={(text) => onChange(Number(text))}
      options={weekFrom(1).map((day, index) => ({ value: String(index + 1), label: weekdayName(day, language, 'long') }))}
    />
  )
}

const UNITS = ['kg', 'lb', 'st'] as const satisfies readonly Me['weight_unit'][]

export function WeightUnitField({ value, onChange }: FieldProps<Me['weight_unit']>) {
  const { t } = useWords()
  return (
    <Choices
      legend={t('profile.weightUnit')}
      name="weight-unit"
      value={value}
      onChange={onChange}
      options={UNITS.map((unit) => ({ value: unit, label: t(`profile.weightUnits.${unit}`) }))}
    />
  )
}

interface LanguageFieldProps {
  value: string
  onChange: (value: Language) => void
}

export function LanguageField({ value, onChange }: LanguageFieldProps) {
  const { t } = useWords()
  return (
    <Choices
      legend={t('profile.language')}
      name="language"
      value={isLanguage(value) ? value : 'en'}
      onChange={onChange}
      options={LANGUAGES.map((language) => ({ value: language, label: t(`profile.languages.${language}`) }))}
    />
  )
}
