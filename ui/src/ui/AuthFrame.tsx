import type { ReactNode } from 'react'
import { useWords } from '@/i18n/use-words'
import { Cairn } from './Cairn'
import { Mark } from './Mark'
import './auth.css'

/** The frame of pages for people who are not signed in. */
export function AuthFrame({ children }: { children: ReactNode }) {
  const { t } = useWords()
  return (
    <div className="auth">
      <header className="auth-side">
        <div className="row" style={{ gap: 10 }}>
          <Mark size={34} />
          <span className="disp auth-name">{t('app.name')}</span>
        </div>
        <div className="auth-motto">
          <Cairn width={230} />
          <p className="h1">{t('auth.motto')}</p>
          <p className="dim">{t('auth.promise')}</p>
        </div>
      </header>
      <main className="auth-main">
        <div className="auth-form">{children}</div>
      </main>
      <footer className="sm dim auth-host">{t('auth.host', { host: location.host })}</footer>
    </div>
  )
}
