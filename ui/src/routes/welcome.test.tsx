import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { RouterProvider, createMemoryHistory } from '@tanstack/react-router'
import { beforeEach, expect, test, vi } from 'vitest'
import * as session from '@/api/session'
import type { Me } from '@/api/types'
import { Providers } from '@/app/Providers'
import { makeQueryClient } from '@/app/query-client'
import { makeRouter } from '@/app/router'
import { TODAY, aDay } from '@/test/factories'
import { json, serve } from '@/test/server'

const newcomer: Me = {
  id: '00000000-0000-4000-8000-000000000001',
  email: 'mira@home.example',
  name: 'Mira',
  role: 'member',
  zone: 'UTC',
  day_start: 0,
  first_weekday: 1,
  language: 'en',
  weight_unit: 'kg',
  onboarded: false,
  today: TODAY,
}

beforeEach(() => {
  vi.stubGlobal('isSecureContext', true)
  session.begin({ access_token: 'token' })
})

/** The whole app at an address, for somebody who has never been here. */
function open(path: string) {
  let me = newcomer
  const calls = serve({
    'GET /api/v1/me': () => json(me),
    'PATCH /api/v1/me': () => {
      me = { ...me, ...(calls.at(-1)?.body as object) }
      return json(me)
    },
    'GET /api/v1/today': json(aDay([])),
    'GET /api/v1/habits/starters': json({ items: [] }),
  })
  const cache = makeQueryClient()
  const router = makeRouter(cache)
  router.update({ ...router.options, history: createMemoryHistory({ initialEntries: [path] }) } as never)
  render(
    <Providers cache={cache}>
      <RouterProvider router={router} />
    </Providers>,
  )
  const changes = () => calls.filter(({ method }) => method === 'PATCH').map(({ body }) => body)
  return { router, changes, user: userEvent.setup() }
}

/** The code of a page is loaded when it is opened, which takes a while on a busy machine. */
const heading = (name: string) => screen.findByRole('heading', { name }, { timeout: 5_000 })
const press = async (user: ReturnType<typeof userEvent.setup>, name: string) => user.click(await screen.findByRole('button', { name }))

test('somebody new is led through the first steps, each saved on its own', async () => {
  const { router, changes, user } = open('/')
  await heading('Good to have you here')
  await user.clear(screen.getByLabelText('What shall we call you?'))
  await press(user, 'Continue')
  expect(await screen.findByText('Please fill this in.')).toBeVisible()
  await user.type(screen.getByLabelText('What shall we call you?'), 'Mira Lind{Enter}')
  await heading('Where are you?')
  expect(router.state.location.search).toEqual({ step: 'zone' })
  await press(user, 'Continue')
  await heading('When does your day start?')
  await user.click(screen.getByLabelText('03:00'))
  await press(user, 'Continue')
  await heading('Weeks and weights')
  await press(user, 'Back')
  expect(await screen.findByLabelText('03:00')).toBeChecked()
  await press(user, 'Continue')
  await user.click(await screen.findByLabelText('Stones and pounds'))
  await press(user, 'Continue')
  await heading('Bring your history along')
  await press(user, 'Continue without')
  await heading('What shall it be?')
  await press(user, 'Continue without')
  await heading('You are all set, Mira Lind')
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  expect(changes()).toEqual([{ name: 'Mira Lind' }, ...(zone === 'UTC' ? [] : [{ zone }]), { day_start: 180 }, { weight_unit: 'st' }, { onboarded: true }])
  await press(user, 'Go to Today')
  await waitFor(() => expect(router.state.location.pathname).toBe('/'))
})

test('the first steps can be skipped at any of them, and do not come back', async () => {
  const { router, changes, user } = open('/welcome?step=day')
  await heading('When does your day start?')
  await press(user, 'Skip')
  await waitFor(() => expect(router.state.location.pathname).toBe('/'))
  expect(changes()).toEqual([{ onboarded: true }])
})
