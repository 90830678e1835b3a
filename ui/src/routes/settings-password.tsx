import { useQuery } from '@tanstack/react-query'
import { PasswordForm } from '@/features/devices/PasswordForm'
import { meQuery } from '@/features/profile/profile.queries'
import { useWords } from '@/i18n/use-words'
import { Loaded } from '@/ui/Loaded'
import { SettingsSubPage } from '@/ui/SettingsSubPage'

export default function PasswordPage() {
  const { t } = useWords()
  const me = useQuery(meQuery)
  return (
    <SettingsSubPage title={t('password.title')} lead={t('password.lead')}>
      <Loaded query={me}>{({ email }) => <PasswordForm email={email} />}</Loaded>
    </SettingsSubPage>
  )
}
