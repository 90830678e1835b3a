import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { expectAccessible, show } from '@/test/render'
import { json, serve } from '@/test/server'
import SetUpPage from './setup'

const instance = (set_up: boolean) => serve({ 'GET /api/v1/instance': json({ name: 'Habitus', version: '0.1.0', set_up, sign_up: 'invite' }) })

test('a link that has been used leads to signing in', async () => {
  instance(true)
  const { container } = await show(<SetUpPage />)
  expect(await screen.findByRole('heading', { name: 'This server is set up already' })).toBeVisible()
  expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in')
  expect(screen.queryByLabelText('Your name')).toBeNull()
  await expectAccessible(container)
})

test('half a link says what is missing', async () => {
  instance(false)
  await show(<SetUpPage />)
  expect(await screen.findByText(/needs the whole set-up link/)).toBeVisible()
})
