import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { Me } from '@/api/types'
import { weekdayName } from '@/i18n/format'
import { LANGUAGES, i18n, isLanguage, speak } from '@/i18n/i18n'
import { useWords } from '@/i18n/use-words'
import { weekFrom } from '@/lib/day'
import { zones } from '@/lib/zones'
import { focusFirstFault } from '@/ui/focus-fault'
import { FormProblem } from '@/ui/FormProblem'
import { fieldProblems } from '@/ui/problem-words'
import { showToast } from '@/ui/toast-store'
import { useUpdateMe } from './profile.queries'

const HALF_HOURS = Array.from({ length: 24 }, (_, step) => step * 30)

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Every half hour of the morning, and the person's own time when it lies between. */
const dayStarts = (current: number): number[] => Array.from(new Set([...HALF_HOURS, current])).sort((a, b) => a - b)

export function ProfileForm({ me }: { me: Me }) {
  const { t, language } = useWords()
  const update = useUpdateMe()
  const form = useForm({
    initialValues: {
      name: me.name,
      zone: me.zone,
      day_start: String(me.day_start),
      first_weekday: String(me.first_weekday),
      language: me.language,
    },
    validate: { name: (name) => (name.trim() ? null : t('fields.required')) },
  })
  const submit = (values: typeof form.values) => {
    const change = {
      ...values,
      name: values.name.trim(),
      day_start: Number(values.day_start),
      first_weekday: Number(values.first_weekday),
    }
    update.mutate(change, {
      onSuccess: (saved) => {
        form.resetDirty(values)
        void speakAndTell(saved.language)
      },
      onError: (error) => form.setErrors(fieldProblems(t, error)),
    })
  }
  return (
    <form noValidate className="stack narrow" onSubmit={form.onSubmit(submit, focusFirstFault)}>
      <FormProblem error={update.error} />
      <TextInput label={t('profile.name')} autoComplete="name" maxLength={80} {...form.getInputProps('name')} />
      <NativeSelect label={t('profile.zone')} data={zones(form.values.zone)} {...form.getInputProps('zone')} />
      <NativeSelect
        label={t('profile.dayStart')}
        description={t('profile.dayStartHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={dayStarts(me.day_start).map((minutes) => ({ value: String(minutes), label: clock(minutes) }))}
        {...form.getInputProps('day_start')}
      />
      <NativeSelect
        label={t('profile.firstWeekday')}
        data={weekFrom(1).map((day, index) => ({ value: String(index + 1), label: weekdayName(day, language, 'long') }))}
        {...form.getInputProps('first_weekday')}
      />
      <NativeSelect
        label={t('profile.language')}
        data={LANGUAGES.map((value) => ({ value, label: t(`profile.languages.${value}`) }))}
        {...form.getInputProps('language')}
      />
      <div>
        <Button type="submit" loading={update.isPending} disabled={!form.isDirty()}>
          {t('profile.save')}
        </Button>
      </div>
    </form>
  )
}

/** Says that it is saved, in the language chosen just now. */
async function speakAndTell(language: string): Promise<void> {
  if (isLanguage(language)) await speak(language)
  showToast({ tone: 'done', title: i18n.t('profile.saved') })
}
