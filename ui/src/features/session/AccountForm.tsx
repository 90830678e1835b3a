import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { UseMutationResult } from '@tanstack/react-query'
import { useWords } from '@/i18n/use-words'
import { browserZone } from '@/lib/day'
import { FormProblem } from '@/ui/FormProblem'
import { PasswordField } from '@/ui/PasswordField'
import { focusFirstFault } from '@/ui/focus-fault'
import { passwordFault } from '@/ui/password-rules'
import { type KnownWords, fieldProblems } from '@/ui/problem-words'
import { isEmail } from './email'
import type { NewPerson } from './session.queries'

const ANY_ZONE = 'UTC'

interface AccountFormProps {
  /** Makes the account. */
  make: UseMutationResult<void, Error, NewPerson>
  /** The only address it can be made for; null: any. */
  address?: string | null
  label: string
  /** What is said to refusals that only one way of making an account has. */
  known?: KnownWords
  onDone: () => void
}

/** Name, address and password of somebody new. Zone and language are the browser's; the first steps ask for them. */
export function AccountForm({ make, address = null, label, known, onDone }: AccountFormProps) {
  const { t, language } = useWords()
  const form = useForm({
    initialValues: { name: '', email: address ?? '', password: '' },
    validate: {
      name: (name) => (name.trim() ? null : t('fields.required')),
      email: (email) => (isEmail(email) ? null : t('fields.email')),
      password: (password) => passwordFault(t, password),
    },
  })
  const submit = (values: typeof form.values, zone: string) => {
    const person = { ...values, name: values.name.trim(), email: values.email.trim(), zone, language }
    make.mutate(person, {
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
      <FormProblem error={make.error} known={known} />
      <TextInput label={t('setup.name')} autoComplete="name" maxLength={120} {...form.getInputProps('name')} />
      <TextInput
        label={t('auth.email')}
        type="email"
        autoComplete="username"
        inputMode="email"
        autoCapitalize="none"
        readOnly={address !== null}
        description={address === null ? undefined : t('invite.fixed')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...form.getInputProps('email')}
      />
      <PasswordField description={t('setup.passwordHint')} autoComplete="new-password" {...form.getInputProps('password')} />
      <Button type="submit" size="lg" fullWidth loading={make.isPending} mt={4}>
        {label}
      </Button>
    </form>
  )
}
