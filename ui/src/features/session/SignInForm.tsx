import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { ApiProblem } from '@/api/problem'
import { useWords } from '@/i18n/use-words'
import { FormProblem } from '@/ui/FormProblem'
import { PasswordField } from '@/ui/PasswordField'
import { focusFirstFault } from '@/ui/focus-fault'
import type { PausedTry } from './PausedSignIn'
import { isPaused } from './PausedView'
import { isEmail } from './email'
import { useSignIn } from './session.queries'

interface SignInFormProps {
  onSignedIn: () => void
  /** Called when e-mail and password are right, but the account is paused. */
  onPaused: (paused: PausedTry) => void
}

export function SignInForm({ onSignedIn, onPaused }: SignInFormProps) {
  const { t } = useWords()
  const signIn = useSignIn()
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (email) => (isEmail(email) ? null : t('fields.email')),
      password: (password) => (password ? null : t('fields.required')),
    },
  })
  const submit = (values: typeof form.values) =>
    signIn.mutate(values, {
      onSuccess: onSignedIn,
      onError: (error) => {
        /* Which of the two is wrong nobody says; the reason stands above. */
        if (isPaused(error)) onPaused({ pause: error.about, credentials: values })
        if (error instanceof ApiProblem && error.code === 'credentials_wrong') form.setErrors({ email: true, password: true })
      },
    })
  return (
    <form noValidate className="stack" onSubmit={form.onSubmit(submit, focusFirstFault)}>
      <FormProblem error={signIn.error} />
      <TextInput
        label={t('auth.email')}
        type="email"
        autoComplete="username"
        inputMode="email"
        autoCapitalize="none"
        {...form.getInputProps('email')}
      />
      <PasswordField autoComplete="current-password" {...form.getInputProps('password')} />
      <Button type="submit" size="lg" fullWidth loading={signIn.isPending} mt={4}>
        {t('auth.signIn')}
      </Button>
    </form>
  )
}
