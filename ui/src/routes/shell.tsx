import { useQuery } from '@tanstack/react-query'
import { Navigate, Outlet, useRouterState } from '@tanstack/react-router'
import { Suspense, lazy, useEffect } from 'react'
import { useTimers } from '@/features/agenda/timers'
import { meQuery } from '@/features/profile/profile.queries'
import { isLanguage, speak, withWords } from '@/i18n/i18n'
import { useWords } from '@/i18n/use-words'
import { Shell } from '@/ui/Shell'
import { Overlays } from './overlays'

const TimerHost = lazy(withWords(() => import('@/features/agenda/TimerHost')))

export default function ShellPage() {
  const { t } = useWords()
  const { data: me } = useQuery(meQuery)
  const isTiming = useTimers().length > 0
  const path = useRouterState({ select: (state) => state.location.pathname })
  const isNew = me?.onboarded === false
  /* Who has not been asked for a language yet reads the browser's. */
  const language = isNew ? undefined : me?.language
  useEffect(() => {
    if (isLanguage(language)) void speak(language)
  }, [language])
  if (path === '/welcome') return <Outlet />
  if (isNew && path === '/') return <Navigate to="/welcome" replace />
  return (
    <Shell name={me?.name ?? ''} host={t('app.at', { host: location.host })}>
      <Outlet />
      <Overlays />
      <Suspense>{isTiming && <TimerHost />}</Suspense>
    </Shell>
  )
}
