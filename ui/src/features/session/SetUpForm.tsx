import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWords } from '@/i18n/use-words'
import { browserZone } from '@/lib/day'
import { zones } from '@/lib/zones'
import { FormProblem } from '@/ui/FormProblem'
import { PasswordField } from '@/ui/PasswordField'
import { focusFirstFault } from '@/ui/focus-fault'
import { fieldProblems } from '@/ui/problem-words'
import { isEmail } from './email'
import { useSetUp } from './session.queries'

const PASSWORD_MIN = 12
const PASSWORD_MAX = 1024

interface SetUpFormProps {
  token: string
  onDone: () => void
}

export function SetUpForm({ token, onDone }: SetUpFormProps) {
  const { t, language } = useWords()
  const setUp = useSetUp()
  const form = useForm({
    initialValues: { name: '', email: '', password: '', zone: browserZone() },
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
  const submit = (values: typeof form.values) => {
    const person = { ...values, name: values.name.trim(), email: values.email.trim(), token, language }
    setUp.mutate(person, {
      onSuccess: onDone,
      onError: (error) => {
        form.setErrors(fieldProblems(t, error))
        focusFirstFault()
      },
    })
  }
  return (
    <form noValidate className="stack" onSubmit={form.onSubmit(submit, focusFirstFault)}>
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
      <NativeSelect
        label={t('setup.zone')}
        description={t('setup.zoneHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={zones(form.values.zone)}
        {...form.getInputProps('zone')}
      />
      <Button type="submit" size="lg" fullWidth loading={setUp.isPending} mt={4}>
        {t('setup.start')}
      </Button>
    </form>
  )
}
