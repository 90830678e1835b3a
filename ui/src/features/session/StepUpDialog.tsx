import { Button, Modal } from '@mantine/core'
import { useForm } from '@mantine/form'
import { ApiProblem } from '@/api/problem'
import { answerStepUp } from '@/api/step-up'
import { useWords } from '@/i18n/use-words'
import { FormProblem } from '@/ui/FormProblem'
import { PasswordField } from '@/ui/PasswordField'
import { useConfirm } from './session.queries'

const close = (): void => answerStepUp(false)

/** Whoever is at the device says their password again before something that matters is done. */
export default function StepUpDialog() {
  const { t } = useWords()
  const confirm = useConfirm()
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: (password) => (password ? null : t('fields.required')) },
  })
  const isWrong = confirm.error instanceof ApiProblem && confirm.error.code === 'credentials_wrong'
  const submit = ({ password }: typeof form.values) =>
    confirm.mutate(password, {
      onSuccess: () => answerStepUp(true),
      onError: (error) => {
        if (error instanceof ApiProblem && error.code === 'credentials_wrong') form.setErrors({ password: t('stepUp.wrong') })
      },
    })
  return (
    <Modal
      opened
      onClose={close}
      title={<span className="h2">{t('stepUp.title')}</span>}
      closeButtonProps={{ size: 44, iconSize: 22, 'aria-label': t('app.close') }}
      size={420}
      zIndex={400}
      centered
    >
      <form noValidate className="stack" onSubmit={form.onSubmit(submit)}>
        <p className="dim">{t('stepUp.text')}</p>
        <PasswordField autoComplete="current-password" data-autofocus {...form.getInputProps('password')} />
        <FormProblem error={isWrong ? null : confirm.error} />
        <div className="answers">
          <Button variant="default" onClick={close}>
            {t('stepUp.cancel')}
          </Button>
          <Button type="submit" loading={confirm.isPending}>
            {t('stepUp.confirm')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
