import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { meQuery } from '@/features/profile/profile.queries'
import { isLanguage, speak } from '@/i18n/i18n'
import { useWords } from '@/i18n/use-words'
import { Shell } from '@/ui/Shell'

export default function ShellPage() {
  const { t } = useWords()
  const { data: me } = useQuery(meQuery)
  const language = me?.language
  useEffect(() => {
    if (isLanguage(language)) void speak(language)
  }, [language])
  return (
    <Shell name={me?.name ?? ''} host={t('app.at', { host: location.host })}>
      <Outlet />
    </Shell>
  )
}
