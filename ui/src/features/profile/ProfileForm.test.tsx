import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import * as session from '@/api/session'
import type { Me } from '@/api/types'
import { TODAY } from '@/test/factories'
import { expectAccessible, show } from '@/test/render'
import { json, serve } from '@/test/server'
import { ProfileForm } from './ProfileForm'

const mira: Me = {
  id: '00000000-0000-4000-8000-000000000001',
  email: 'mira@home.example',
  name: 'Mira',
  role: 'member',
  zone: 'Europe/Berlin',
  day_start: 200,
  first_weekday: 1,
  language: 'en',
  today: TODAY,
}

beforeEach(() => {
  session.begin({ access_token: 'token' })
})

test('saves the profile, and speaks the new language at once', async () => {
  const calls = serve({ 'PATCH /api/v1/me': json({ ...mira, language: 'de', first_weekday: 7 }) })
  const { container } = await show(<ProfileForm me={mira} />)
  const user = userEvent.setup()
  expect(await screen.findByLabelText('A new day starts at')).toHaveDisplayValue('03:20')
  await expectAccessible(container)
  await user.selectOptions(screen.getByLabelText('The week starts on'), 'Sunday')
  await user.selectOptions(screen.getByLabelText('Language'), 'Deutsch')
  await user.click(screen.getByRole('button', { name: 'Save changes' }))
  expect(await screen.findByText('Deine Änderungen sind gespeichert')).toBeVisible()
  await waitFor(() => expect(document.documentElement.lang).toBe('de'))
  expect(calls[0]?.body).toEqual({ name: 'Mira', zone: 'Europe/Berlin', day_start: 200, first_weekday: 7, language: 'de' })
})
