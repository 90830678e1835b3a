import { IconChevronLeft } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWords } from '@/i18n/use-words'
import { Top } from './Shell'
import { ActionIconLink } from './links'
import { usePageTitle } from './use-page-title'

interface SettingsSubPageProps {
  title: string
  lead: string
  children: ReactNode
}

/** A page of its own under the settings, with the way back to them. */
export function SettingsSubPage({ title, lead, children }: SettingsSubPageProps) {
  const { t } = useWords()
  usePageTitle(title)
  const back = (
    <ActionIconLink to="/settings" aria-label={t('app.settings')} ml={-10}>
      <IconChevronLeft size={26} stroke={1.75} aria-hidden />
    </ActionIconLink>
  )
  return (
    <>
      <Top title={t('app.settings')} lead={back} />
      <header style={{ margin: '8px 0 24px' }}>
        <h1 className="h1">{title}</h1>
        <p className="dim narrow" style={{ marginTop: 6 }}>
          {lead}
        </p>
      </header>
      <div className="narrow">{children}</div>
    </>
  )
}
