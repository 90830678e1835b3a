import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWords } from '@/i18n/use-words'
import { browserZone } from '@/lib/day'
import { FormProblem } from '@/ui/FormProblem'
import { PasswordField } from '@/ui/PasswordField'
import { focusFirstFault } from '@/ui/focus-fault'
import { fieldProblems } from '@/ui/problem-words'
import { isEmail } from './email'
import { useSetUp } from './session.queries'

const PASSWORD_MIN = 12
const PASSWORD_MAX = 1024
const ANY_ZONE = 'UTC'

interface SetUpFormProps {
  token: string
  onDone: () => void
}

export function SetUpForm({ token, onDone }: SetUpFormProps) {
  const { t, language } = useWords()
  const setUp = useSetUp()
  const form = useForm({
    initialValues: { name: '', email: '', password: '' },
    validate: {
      name: (name) => (name.trim() ? null : t('fields.required')),
      email: (email) => (isEmail(email) ? null : t('fields.email')),
      password: (password) => {
        const { length } = Array.from(password)
        if (length < PASSWORD_MIN) return t('fields.passwordShort')
        return length > PASSWORD_MAX ? t('fields.passwordLong') : null
      },
    },
  })
  const submit = (values: typeof form.values, zone: string) => {
    const person = { ...values, name: values.name.trim(), email: values.email.trim(), zone, token, language }
    setUp.mutate(person, {
      onSuccess: onDone,
      onError: (error) => {
        const faults = fieldProblems(t, error)
        /* A zone that the server does not know is asked for in the first steps. */
        if (faults['zone'] && zone !== ANY_ZONE) {
          submit(values, ANY_ZONE)
          return
        }
        form.setErrors(faults)
        focusFirstFault()
      },
    })
  }
  return (
    <form noValidate className="stack" onSubmit={form.onSubmit((values) => submit(values, browserZone()), focusFirstFault)}>
      <FormProblem error={setUp.error} />
      <TextInput label={t('setup.name')} autoComplete="name" maxLength={120} {...form.getInputProps('name')} />
      <TextInput
        label={t('auth.email')}
        type="email"
        autoComplete="username"
        inputMode="email"
        autoCapitalize="none"
        {...form.getInputProps('email')}
      />
      <PasswordField description={t('setup.passwordHint')} autoComplete="new-password" {...form.getInputProps('password')} />
      <Button type="submit" size="lg" fullWidth loading={setUp.isPending} mt={4}>
        {t('setup.start')}
      </Button>
    </form>
  )
}
