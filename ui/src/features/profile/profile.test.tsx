import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useQuery } from '@tanstack/react-query'
import { beforeEach, expect, test, vi } from 'vitest'
import * as session from '@/api/session'
import type { Me } from '@/api/types'
import { awaitInstallOffer } from '@/lib/install'
import { TODAY } from '@/test/factories'
import { expectAccessible, show } from '@/test/render'
import { json, problem, serve } from '@/test/server'
import { InstallSettings } from './InstallSettings'
import { KeyboardSettings } from './KeyboardSettings'
import { TimeSettings } from './TimeSettings'
import { UnitSettings } from './UnitSettings'
import { YouSettings } from './YouSettings'
import { timeOf } from './day-start'
import { meQuery } from './profile.queries'

const mira: Me = {
  id: '00000000-0000-4000-8000-000000000001',
  email: 'mira@home.example',
  name: 'Mira',
  role: 'member',
  zone: 'Europe/Berlin',
  day_start: 200,
  first_weekday: 1,
  language: 'en',
  weight_unit: 'kg',
  onboarded: true,
  today: TODAY,
}

beforeEach(() => {
  /* jsdom has no layout to scroll. */
  Element.prototype.scrollIntoView = () => undefined
  session.begin({ access_token: 'token' })
})

/** Groups of settings over a server that keeps what it is told. */
async function settings(Group: ({ me }: { me: Me }) => React.ReactNode) {
  let me = mira
  const calls = serve({
    'GET /api/v1/me': () => json(me),
    'PATCH /api/v1/me': () => {
      me = { ...me, ...(calls.at(-1)?.body as object) }
      return json(me)
    },
  })
  function Page() {
    const { data } = useQuery(meQuery)
    return data ? <Group me={data} /> : null
  }
  const { container } = await show(<Page />)
  const changes = () => calls.filter(({ method }) => method === 'PATCH').map(({ body }) => body)
  return { container, changes, user: userEvent.setup() }
}

test('a setting is saved when it is changed, says so, and can be taken back', async () => {
  const { container, changes, user } = await settings(UnitSettings)
  await user.click(await screen.findByLabelText('Pounds'))
  expect(await screen.findByText('Saved')).toBeVisible()
  await expectAccessible(container)
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(screen.getByLabelText('Kilograms')).toBeChecked())
  expect(changes()).toEqual([{ weight_unit: 'lb' }, { weight_unit: 'kg' }])
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
})

test('what the server refuses is put back and said', async () => {
  serve({ 'PATCH /api/v1/me': problem(503, 'overloaded') })
  await show(<UnitSettings me={mira} />)
  await userEvent.click(await screen.findByLabelText('Pounds'))
  expect(await screen.findByText(/too much to do just now/)).toBeVisible()
  expect(screen.getByLabelText('Kilograms')).toBeChecked()
})

test('the name is saved with Enter or on leaving it, and never empty', async () => {
  const { changes, user } = await settings(YouSettings)
  const name = await screen.findByLabelText('Name')
  await user.clear(name)
  await user.tab()
  expect(screen.getByText('Please fill this in.')).toBeVisible()
  await user.type(name, 'Mira Lind{Enter}')
  expect(await screen.findByText('Saved')).toBeVisible()
  expect(changes()).toEqual([{ name: 'Mira Lind' }])
})

test('another language is spoken as soon as it is saved', async () => {
  const { changes, user } = await settings(YouSettings)
  await user.click(await screen.findByLabelText('Deutsch'))
  expect(await screen.findByText('Gespeichert')).toBeVisible()
  expect(document.documentElement.lang).toBe('de')
  expect(changes()).toEqual([{ language: 'de' }])
})

test('a zone is found by a city, chosen with the keyboard, and told by its clock', async () => {
  const { container, changes, user } = await settings(TimeSettings)
  const box = await screen.findByRole('combobox', { name: 'Time zone' })
  expect(box).toHaveValue('Berlin')
  expect(screen.getByText(/^It is \d\d:\d\d for you\.$/)).toBeVisible()
  await user.click(box)
  await user.keyboard('buenos')
  const options = within(screen.getByRole('listbox', { name: 'Time zone' })).getAllByRole('option')
  expect(options).toHaveLength(1)
  expect(box).toHaveAttribute('aria-activedescendant', options[0]!.id)
  await expectAccessible(container)
  await user.keyboard('{Enter}')
  await waitFor(() => expect(changes()).toEqual([{ zone: expect.stringMatching(/Buenos_Aires$/) as string }]))
  expect(box).toHaveValue('Buenos Aires')
})

test('searching a zone can be given up', async () => {
  const { changes, user } = await settings(TimeSettings)
  const box = await screen.findByRole('combobox')
  await user.click(box)
  await user.keyboard('atlantis')
  expect(screen.getByText(/^No time zone is called that/)).toBeVisible()
  await user.keyboard('{Enter}{Escape}')
  expect(box).toHaveValue('Berlin')
  expect(changes()).toEqual([])
})

test('when a day begins, with what that means; a time between the hours stays', async () => {
  const { changes, user } = await settings(TimeSettings)
  expect(await screen.findByLabelText('03:20')).toBeChecked()
  await user.click(screen.getByLabelText('03:00'))
  expect(screen.getByText(/^What you tick at 02:50 still counts for the day before/)).toBeVisible()
  await user.click(screen.getByLabelText('Midnight'))
  await user.click(screen.getByLabelText('Sunday'))
  await waitFor(() => expect(changes()).toEqual([{ day_start: 180 }, { day_start: 0 }, { first_weekday: 7 }]))
  expect([0, 200, -10].map(timeOf)).toEqual(['00:00', '03:20', '23:50'])
})

test('installing is offered when the browser offers it, told in words otherwise', async () => {
  vi.stubGlobal('isSecureContext', true)
  awaitInstallOffer()
  const { container } = await show(
    <>
      <InstallSettings />
      <KeyboardSettings />
    </>,
  )
  expect(await screen.findByText(/^In Chrome or Edge click the install icon/)).toBeVisible()
  await expectAccessible(container)
  const offer = Object.assign(new Event('beforeinstallprompt'), { prompt: vi.fn(() => Promise.resolve()) })
  window.dispatchEvent(offer)
  await userEvent.click(await screen.findByRole('button', { name: 'Install' }))
  expect(offer.prompt).toHaveBeenCalledOnce()
  expect(screen.queryByRole('button', { name: 'Install' })).toBeNull()
})
