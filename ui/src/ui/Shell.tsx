import { Link, useRouterState } from '@tanstack/react-router'
import { IconCalendarMonth, IconListCheck, IconSettings, IconShieldLock, IconSun } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '@/i18n/use-words'
import { ConnectionNote } from './ConnectionNote'
import { Mark } from './Mark'
import { SearchButton, SearchIcon } from './SearchButton'
import './shell.css'

const PLACES = [
  { to: '/', key: 'today', Icon: IconSun },
  { to: '/calendar', key: 'calendar', Icon: IconCalendarMonth },
  { to: '/habits', key: 'habits', Icon: IconListCheck },
  { to: '/settings', key: 'settings', Icon: IconSettings },
] as const

const ADMIN = { to: '/admin', key: 'admin', Icon: IconShieldLock } as const

/** Pages that are reached from another place belong to it. */
const placeOf = (path: string): string => (path === '/habits/new' ? '/' : path.replace(/^\/pauses/, '/habits').replace(/^\/imports/, '/settings'))

const isHere = (to: string, path: string): boolean => (to === '/' ? placeOf(path) === '/' : placeOf(path).startsWith(to))

/** The router would mark every place whose path the page's begins with. */
const EXACT = { exact: true }

interface ShellProps {
  /** Name of the person; empty while unknown. */
  name: string
  host: string
  /** Whether this person looks after the server. */
  isAdmin?: boolean
  children: ReactNode
}

/** The frame of every signed-in page: sidebar on the desktop, tab bar on the phone. */
export function Shell({ name, host, isAdmin = false, children }: ShellProps) {
  const { t } = useWords()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const places = isAdmin ? [...PLACES, ADMIN] : PLACES
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        {t('app.skip')}
      </a>
      <nav className="side" aria-label={t('app.nav')}>
        <Link to="/" className="brand">
          <Mark />
          <span className="disp" style={{ fontSize: '1.3125rem' }}>
            {t('app.name')}
          </span>
        </Link>
        <SearchButton />
        {places.map(({ to, key, Icon }) => (
          <Link key={key} to={to} activeOptions={EXACT} className="nav" aria-current={isHere(to, path) ? 'page' : undefined}>
            <Icon size={20} stroke={1.75} aria-hidden />
            {t(`app.${key}`)}
          </Link>
        ))}
        {name && <Me name={name} host={host} />}
      </nav>
      <Main path={path}>{children}</Main>
      <nav className="tabs" aria-label={t('app.nav')}>
        {places.map(({ to, key, Icon }) => (
          <Link key={key} to={to} activeOptions={EXACT} className="tab" aria-current={isHere(to, path) ? 'page' : undefined}>
            <span>
              <Icon size={23} stroke={1.75} aria-hidden />
            </span>
            {t(`app.${key}`)}
          </Link>
        ))}
      </nav>
    </div>
  )
}

/** Takes the focus after a change of page, so that keyboard and screen reader start at its top. */
function Main({ path, children }: { path: string; children: ReactNode }) {
  const main = useRef<HTMLElement>(null)
  const place = path.split('/')[1]
  const before = useRef(place)
  const shown = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const shownBefore = useRef<string>(undefined)
  useEffect(() => {
    if (before.current === place) return
    before.current = place
    main.current?.focus({ preventScroll: true })
  }, [place])
  /* What had the focus may have gone with the page before, also within a place: nobody starts again at the sidebar. */
  useEffect(() => {
    const was = shownBefore.current
    shownBefore.current = shown
    if (was !== undefined && was !== shown && document.activeElement === document.body) main.current?.focus({ preventScroll: true })
  }, [shown])
  return (
    <main id="main" className="main" tabIndex={-1} ref={main}>
      {children}
    </main>
  )
}

function Me({ name, host }: { name: string; host: string }) {
  return (
    <div className="me">
      <span className="stone tinted p-clay b" style={{ width: 36, height: 36 }} aria-hidden="true">
        {name.slice(0, 1).toUpperCase()}
      </span>
      <div className="grow">
        <div className="b sm trunc">{name}</div>
        <div className="xs dim trunc">{host}</div>
      </div>
    </div>
  )
}

interface TopProps {
  title: string
  /** What stands before the title on the phone instead of the mark. */
  lead?: ReactNode
  children?: ReactNode
}

/** The line at the top of a page: mark (phone) or title (desktop), actions at the right. */
export function Top({ title, lead, children }: TopProps) {
  const { t } = useWords()
  return (
    <>
      <div className="top">
        {lead ?? (
          <Link to="/" className="brand" aria-label={t('app.name')}>
            <Mark />
          </Link>
        )}
        <span className="top-title">{title}</span>
        <span className="grow" />
        <SearchIcon />
        {children}
      </div>
      <ConnectionNote />
    </>
  )
}
