import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { withWords } from '@/i18n/i18n'
import { Crash, NotFound } from '@/routes/fallbacks'
import { localPath } from './local-path'

interface Context {
  cache: QueryClient
}

export const root = createRootRouteWithContext<Context>()({ errorComponent: Crash, notFoundComponent: NotFound })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { next?: string } => {
    const next = localPath(search['next'])
    return next ? { next } : {}
  },
  component: lazyRouteComponent(withWords(() => import('@/routes/sign-in'))),
})

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(withWords(() => import('@/routes/setup'))),
})

const invite = createRoute({
  getParentRoute: () => root,
  path: '/invite',
  component: lazyRouteComponent(withWords(() => import('@/routes/invite'))),
})

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  component: lazyRouteComponent(withWords(() => import('@/routes/sign-up'))),
})

const paused = createRoute({
  getParentRoute: () => root,
  path: '/paused',
  component: lazyRouteComponent(withWords(() => import('@/routes/paused'))),
})

/** Pages for people who are not signed in, or not let in. */
export const openRoutes = [signIn, setup, invite, signUp, paused] as const
