import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, test, vi } from 'vitest'
import { followingEvents } from './live'

const followed = vi.hoisted(() => ({ people: [] as (string | null)[], made: 0 }))

vi.mock('@/realtime/live', () => ({
  makeLive: () => {
    followed.made += 1
    return (person: string | null) => followed.people.push(person)
  },
}))

beforeEach(() => {
  followed.people = []
  followed.made = 0
})

test('nothing is loaded before somebody is signed in; then it is, once, for whoever it is by then', async () => {
  const follow = followingEvents(new QueryClient())
  follow(null)
  await new Promise((done) => setTimeout(done, 1_200))
  expect(followed.made).toBe(0)
  follow('mira')
  follow('jonas')
  await vi.waitFor(() => expect(followed.people).toEqual(['jonas']), 4_000)
  follow('jonas')
  follow(null)
  follow('mira')
  expect([followed.people, followed.made]).toEqual([['jonas', 'jonas', null, 'mira'], 1])
})
