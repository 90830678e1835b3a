import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { currentPause } from '@/api/pause'
import { knownPerson } from '@/api/person'
import { ensureSession } from '@/api/session'
import { withWords } from '@/i18n/i18n'
import { isDay, isMonth } from '@/lib/day'
import { Waiting } from '@/routes/fallbacks'
import ShellPage from '@/routes/shell'
import TodayPage from '@/routes/today'
import { openRoutes, root } from './open-routes'

/** Every page for somebody who is signed in. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    /* Somebody who was signed in here starts at once, also without a network; the first answer tells if it is over. */
    if (!currentPause() && (knownPerson() !== null || (await ensureSession()))) return
    if (currentPause()) throw redirect({ to: '/paused' })
    throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } })
  },
  component: ShellPage,
})

const today = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: TodayPage,
})

const newHabit = createRoute({
  getParentRoute: () => shell,
  path: '/habits/new',
  component: lazyRouteComponent(withWords(() => import('@/routes/new-habit'))),
})

const habits = createRoute({
  getParentRoute: () => shell,
  path: '/habits',
  validateSearch: (search): { show?: 'archived' | 'deleted' } => {
    const show = search['show']
    return show === 'archived' || show === 'deleted' ? { show } : {}
  },
  component: lazyRouteComponent(withWords(() => import('@/routes/habits'))),
})

const habit = createRoute({
  getParentRoute: () => shell,
  path: '/habits/$id',
  component: lazyRouteComponent(withWords(() => import('@/routes/habit'))),
})

const editHabit = createRoute({
  getParentRoute: () => shell,
  path: '/habits/$id/edit',
  component: lazyRouteComponent(withWords(() => import('@/routes/edit-habit'))),
})

const pauses = createRoute({
  getParentRoute: () => shell,
  path: '/pauses',
  validateSearch: (search): { habit?: string } => {
    const id = search['habit']
    return typeof id === 'string' ? { habit: id } : {}
  },
  component: lazyRouteComponent(withWords(() => import('@/routes/pauses'))),
})

const calendar = createRoute({
  getParentRoute: () => shell,
  path: '/calendar',
  component: lazyRouteComponent(withWords(() => import('@/routes/calendar')), 'CurrentMonth'),
})

const month = createRoute({
  getParentRoute: () => shell,
  path: '/calendar/$month',
  validateSearch: (search): { day?: string } => {
    const day = search['day']
    return typeof day === 'string' && isDay(day) ? { day } : {}
  },
  beforeLoad: ({ params }) => {
    if (!isMonth(params.month)) throw redirect({ to: '/calendar' })
  },
  component: lazyRouteComponent(withWords(() => import('@/routes/calendar')), 'MonthPage'),
})

const year = createRoute({
  getParentRoute: () => shell,
  path: '/calendar/year/$year',
  validateSearch: (search): { habit?: string; day?: string } => {
    const { habit: id, day } = search
    return { ...(typeof id === 'string' ? { habit: id } : {}), ...(typeof day === 'string' && isDay(day) ? { day } : {}) }
  },
  beforeLoad: ({ params }) => {
    if (!isMonth(`${params.year}-01`)) throw redirect({ to: '/calendar' })
  },
  component: lazyRouteComponent(withWords(() => import('@/routes/year'))),
})

const unsent = createRoute({
  getParentRoute: () => shell,
  path: '/unsent',
  component: lazyRouteComponent(withWords(() => import('@/routes/unsent'))),
})

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(withWords(() => import('@/routes/settings'))),
})

const devices = createRoute({
  getParentRoute: () => shell,
  path: '/settings/devices',
  component: lazyRouteComponent(withWords(() => import('@/routes/settings-devices'))),
})

const password = createRoute({
  getParentRoute: () => shell,
  path: '/settings/password',
  component: lazyRouteComponent(withWords(() => import('@/routes/settings-password'))),
})

const tokens = createRoute({
  getParentRoute: () => shell,
  path: '/settings/tokens',
  component: lazyRouteComponent(withWords(() => import('@/routes/settings-tokens'))),
})

const privacy = createRoute({
  getParentRoute: () => shell,
  path: '/settings/privacy',
  component: lazyRouteComponent(withWords(() => import('@/routes/settings-privacy'))),
})

const outbound = createRoute({
  getParentRoute: () => shell,
  path: '/settings/outbound',
  component: lazyRouteComponent(withWords(() => import('@/routes/settings-outbound'))),
})

const securityLog = createRoute({
  getParentRoute: () => shell,
  path: '/settings/log',
  component: lazyRouteComponent(withWords(() => import('@/routes/settings-log'))),
})

const admin = createRoute({
  getParentRoute: () => shell,
  path: '/admin',
  component: lazyRouteComponent(withWords(() => import('@/routes/admin'))),
})

const adminHome = createRoute({
  getParentRoute: () => admin,
  path: '/',
  component: lazyRouteComponent(withWords(() => import('@/routes/admin-home'))),
})

const adminPages = withWords(() => import('@/routes/admin-pages'))
const adminJobs = createRoute({ getParentRoute: () => admin, path: 'jobs', component: lazyRouteComponent(adminPages, 'JobsPage') })
const adminErrors = createRoute({ getParentRoute: () => admin, path: 'errors', component: lazyRouteComponent(adminPages, 'ErrorsPage') })
const adminAudit = createRoute({ getParentRoute: () => admin, path: 'audit', component: lazyRouteComponent(adminPages, 'AuditPage') })
const adminMessages = createRoute({ getParentRoute: () => admin, path: 'messages', component: lazyRouteComponent(adminPages, 'MessagesPage') })
const adminOutbound = createRoute({ getParentRoute: () => admin, path: 'outbound', component: lazyRouteComponent(adminPages, 'OutboundPage') })
const adminSettings = createRoute({ getParentRoute: () => admin, path: 'settings', component: lazyRouteComponent(adminPages, 'ServerPage') })
const house = admin.addChildren([adminHome, adminJobs, adminErrors, adminAudit, adminMessages, adminOutbound, adminSettings])

const imports = createRoute({
  getParentRoute: () => shell,
  path: '/imports',
  validateSearch: ({ shared, order }): { shared?: true; order?: 'dmy' | 'mdy' } => ({
    ...(shared === undefined ? {} : { shared: true }),
    ...(order === 'dmy' || order === 'mdy' ? { order } : {}),
  }),
  component: lazyRouteComponent(withWords(() => import('@/routes/imports')), 'ImportsPage'),
})

const oneImport = createRoute({
  getParentRoute: () => shell,
  path: '/imports/$id',
  component: lazyRouteComponent(withWords(() => import('@/routes/imports')), 'ImportPage'),
})

const welcome = createRoute({
  getParentRoute: () => shell,
  path: '/welcome',
  validateSearch: ({ step, import: id }): { step?: string; import?: string } => ({
    ...(typeof step === 'string' ? { step } : {}),
    ...(typeof id === 'string' ? { import: id } : {}),
  }),
  component: lazyRouteComponent(withWords(() => import('@/routes/welcome'))),
})

const account = [devices, password, tokens, privacy, outbound, securityLog] as const

const routeTree = root.addChildren([...openRoutes,
  shell.addChildren([today, newHabit, habits, habit, editHabit, pauses, calendar, month, year, unsent, settings, imports, oneImport, welcome, house, ...account]),
])

export const makeRouter = (cache: QueryClient) =>
  createRouter({
    routeTree,
    context: { cache },
    defaultPreload: 'intent',
    defaultPendingComponent: Waiting,
    defaultPendingMs: 300,
    scrollRestoration: true,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
