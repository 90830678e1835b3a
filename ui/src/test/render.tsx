import { type RenderResult, render } from '@testing-library/react'
import {
  RouterProvider,
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
} from '@tanstack/react-router'
import axe from 'axe-core'
import type { ReactNode } from 'react'
import { expect, onTestFinished } from 'vitest'
import { Providers } from '@/app/Providers'
import { makeQueryClient } from '@/app/query-client'
import { tellRefused } from '@/app/refused'
import { followOutbox } from '@/features/agenda/agenda.queries'
import { Toaster } from '@/ui/Toaster'

/** Renders a part of the app inside its providers and a router that knows only `path`; any other page is empty. */
export async function show(children: ReactNode, path = '/'): Promise<RenderResult> {
  const root = createRootRoute({ notFoundComponent: () => null })
  const here = createRoute({ getParentRoute: () => root, path, component: () => children })
  const router = createRouter({ routeTree: root.addChildren([here]), history: createMemoryHistory({ initialEntries: [path] }) })
  await router.load()
  const cache = makeQueryClient()
  onTestFinished(followOutbox(cache, tellRefused))
  return render(
    <Providers cache={cache}>
      <RouterProvider router={router as never} />
      <Toaster />
    </Providers>,
  )
}

/** Expects axe to find nothing. Colour contrast needs a real browser and is checked there. */
export async function expectAccessible(container: Element): Promise<void> {
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } })
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.html) }))).toEqual([])
}
