import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconDevicesOff } from '@tabler/icons-react'
import { ApiProblem, fieldName } from '@/api/problem'
import { useWords } from '@/i18n/use-words'
import { FormProblem } from '@/ui/FormProblem'
import { PasswordField } from '@/ui/PasswordField'
import { focusFirstFault } from '@/ui/focus-fault'
import { passwordFault } from '@/ui/password-rules'
import { showToast } from '@/ui/toast-store'
import { useChangePassword } from './devices.queries'

/** Another password. `email` tells password managers whose it is. */
export function PasswordForm({ email }: { email: string }) {
  const { t } = useWords()
  const change = useChangePassword()
  const form = useForm({
    initialValues: { current: '', new: '' },
    validate: {
      current: (password) => (password ? null : t('fields.required')),
      new: (password, { current }) => passwordFault(t, password) ?? (password === current ? t('password.same') : null),
    },
  })
  const isWrong = change.error instanceof ApiProblem && change.error.code === 'credentials_wrong'
  const submit = (values: typeof form.values) =>
    change.mutate(values, {
      onSuccess: () => {
        form.reset()
        showToast({ tone: 'done', title: t('password.changed'), text: t('password.changedText') })
      },
      onError: (error) => {
        if (!(error instanceof ApiProblem)) return
        if (error.code === 'credentials_wrong') form.setErrors({ current: t('password.wrong') })
        else if (error.fields.some(({ pointer }) => fieldName(pointer) === 'new')) form.setErrors({ new: t('fields.refused.password') })
        focusFirstFault()
      },
    })
  return (
    <form noValidate className="stack" onSubmit={form.onSubmit(submit, focusFirstFault)}>
      <FormProblem error={isWrong ? null : change.error} />
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <PasswordField label={t('password.current')} autoComplete="current-password" {...form.getInputProps('current')} />
      <PasswordField label={t('password.new')} description={t('setup.passwordHint')} autoComplete="new-password" {...form.getInputProps('new')} />
      <div className="note tinted p-dusk">
        <IconDevicesOff size={20} stroke={1.75} aria-hidden />
        <span>{t('password.others')}</span>
      </div>
      <div>
        <Button type="submit" loading={change.isPending}>
          {t('password.change')}
        </Button>
      </div>
    </form>
  )
}
