import { useQuery } from '@tanstack/react-query'
import { Navigate, Outlet, useRouterState } from '@tanstack/react-router'
import { Suspense, lazy, useEffect } from 'react'
import { useTimers } from '@/features/agenda/timers'
import { meQuery } from '@/features/profile/profile.queries'
import { instanceQuery } from '@/features/session/session.queries'
import { isLanguage, speak, withWords } from '@/i18n/i18n'
import { useWords } from '@/i18n/use-words'
import { Shell } from '@/ui/Shell'
import { Overlays } from './overlays'

/** What an admin calls the server changes hardly ever. */
const named = { ...instanceQuery, staleTime: 60 * 60_000 }
/** What a server is called that nobody gave a name. */
const UNNAMED = 'Habitus'

const TimerHost = lazy(withWords(() => import('@/features/agenda/TimerHost')))

export default function ShellPage() {
  const { t } = useWords()
  const { data: me } = useQuery(meQuery)
  const { data: instance } = useQuery(named)
  const place = instance && instance.name !== UNNAMED ? instance.name : location.host
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
    <Shell name={me?.name ?? ''} host={t('app.at', { host: place })} isAdmin={me?.role === 'admin'}>
      <Outlet />
      <Overlays />
      <Suspense>{isTiming && <TimerHost />}</Suspense>
    </Shell>
  )
}
