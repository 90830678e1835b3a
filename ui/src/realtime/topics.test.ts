import { afterEach, expect, test, vi } from 'vitest'
import { type Moved, onTopic, tell } from './topics'

const stops: (() => void)[] = []

afterEach(() => stops.splice(0).forEach((stop) => stop()))

function heardOn(prefix: string): Moved[] {
  const heard: Moved[] = []
  stops.push(onTopic(prefix, (moved) => heard.push(moved)))
  return heard
}

test('a listener hears an event once, with the topics that are its own', () => {
  const heard = heardOn('notification')
  tell({ seq: 1, topics: ['notification:a', 'entries', 'notification:b', 'notifications'] })
  tell({ seq: 2, topics: ['entries'] })
  tell({ seq: 3, topics: ['notification'] })
  expect(heard).toEqual([
    { seq: 1, topics: ['notification:a', 'notification:b'] },
    { seq: 3, topics: ['notification'] },
  ])
})

test('where anything may have moved, everybody hears it', () => {
  const [some, others] = [heardOn('chat'), heardOn('reward')]
  tell({ seq: 4, topics: [] })
  expect([some, others]).toEqual([[{ seq: 4, topics: [] }], [{ seq: 4, topics: [] }]])
})

test('who stopped hears nothing, and who fails keeps nobody from hearing', () => {
  const report = vi.fn()
  vi.stubGlobal('reportError', report)
  const gone = heardOn('chat')
  stops.pop()?.()
  stops.push(
    onTopic('chat', () => {
      throw new Error('of its own')
    }),
  )
  const heard = heardOn('chat')
  tell({ seq: 5, topics: ['chat:x'] })
  expect([gone.length, heard.length, report.mock.calls.length]).toEqual([0, 1, 1])
  vi.unstubAllGlobals()
})
