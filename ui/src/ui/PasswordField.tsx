import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useWords } from '@/i18n/use-words'

const ORDER: PasswordInputProps['inputWrapperOrder'] = ['label', 'input', 'description', 'error']

/** A password with a button to look at it. Mantine's own does not tell screen readers when it is wrong. */
export function PasswordField(props: PasswordInputProps) {
  const { t } = useWords()
  return (
    <PasswordInput
      label={t('auth.password')}
      inputWrapperOrder={ORDER}
      visibilityToggleButtonProps={{ 'aria-label': t('auth.showPassword'), 'aria-hidden': false, tabIndex: 0 }}
      aria-invalid={props.error ? true : undefined}
      {...props}
    />
  )
}
