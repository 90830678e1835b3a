import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWords } from '@/i18n/use-words'
import { FormProblem } from '@/ui/FormProblem'
import { isEmail } from './email'
import { useSignIn } from './session.queries'

export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useWords()
  const signIn = useSignIn()
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (email) => (isEmail(email) ? null : t('fields.email')),
      password: (password) => (password ? null : t('fields.required')),
    },
  })
  return (
    <form noValidate className="stack" onSubmit={form.onSubmit((values) => signIn.mutate(values, { onSuccess: onSignedIn }))}>
      <FormProblem error={signIn.error} />
      <TextInput
        label={t('auth.email')}
        type="email"
        autoComplete="username"
        inputMode="email"
        autoCapitalize="none"
        {...form.getInputProps('email')}
      />
      <PasswordInput
        label={t('auth.password')}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('auth.showPassword'), 'aria-hidden': false, tabIndex: 0 }}
        {...form.getInputProps('password')}
      />
      <Button type="submit" size="lg" fullWidth loading={signIn.isPending} mt={4}>
        {t('auth.signIn')}
      </Button>
    </form>
  )
}
