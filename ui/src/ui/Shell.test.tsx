import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Link, Outlet, RouterProvider, createMemoryHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { Providers } from '@/app/Providers'
import { makeQueryClient } from '@/app/query-client'
import { Shell } from './Shell'

/** Two pages of one place inside the shell, at /calendar/a and /calendar/b. */
async function shown() {
  const root = createRootRoute({
    component: () => (
      <Shell name="Mira" host="home">
        <Outlet />
      </Shell>
    ),
  })
  const at = (path: string, component: () => React.ReactNode) => createRoute({ getParentRoute: () => root, path, component })
  const a = at('/calendar/a', () => <Link to={'/calendar/b' as never}>to b</Link>)
  const b = at('/calendar/b', () => <Field />)
  const router = createRouter({ routeTree: root.addChildren([a, b]), history: createMemoryHistory({ initialEntries: ['/calendar/a'] }) })
  await router.load()
  render(
    <Providers cache={makeQueryClient()}>
      <RouterProvider router={router as never} />
    </Providers>,
  )
}

function Field() {
  const [text, setText] = useState('')
  return <input aria-label="field of b" value={text} onChange={(event) => setText(event.currentTarget.value)} />
}

test('a page that is opened first takes no focus', async () => {
  await shown()
  expect(await screen.findByRole('link', { name: 'to b' })).toBeVisible()
  expect(document.body).toHaveFocus()
})

test('when the link that was followed goes with its page, the keyboard goes on at the top of the next one', async () => {
  await shown()
  const user = userEvent.setup()
  const link = await screen.findByRole('link', { name: 'to b' })
  link.focus()
  await user.keyboard('{Enter}')
  await screen.findByLabelText('field of b')
  await waitFor(() => expect(screen.getByRole('main')).toHaveFocus())
  await user.tab()
  expect(screen.getByLabelText('field of b')).toHaveFocus()
})
