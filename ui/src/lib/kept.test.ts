import { expect, test, vi } from 'vitest'
import { keep, onKept, parsedKept, readKept } from './kept'

test('keeps a text, tells who listens, and forgets it', () => {
  const listener = vi.fn()
  const stop = onKept(listener)
  keep('thing', 'one')
  expect(readKept('thing')).toBe('one')
  expect(localStorage.getItem('habitus.thing')).toBe('one')
  keep('thing', null)
  expect(readKept('thing')).toBeNull()
  expect(listener).toHaveBeenCalledTimes(2)
  stop()
  keep('thing', 'two')
  expect(listener).toHaveBeenCalledTimes(2)
})

test('without storage a value lasts as long as the page, and nothing throws', () => {
  const broken = () => {
    throw new DOMException('off', 'SecurityError')
  }
  const storage = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(broken)
  const reading = vi.spyOn(Storage.prototype, 'getItem').mockImplementation(broken)
  expect(readKept('gone')).toBeNull()
  keep('gone', 'here')
  expect(readKept('gone')).toBe('here')
  storage.mockRestore()
  reading.mockRestore()
  keep('gone', null)
  expect(readKept('gone')).toBeNull()
})

test('what cannot be read is nothing', () => {
  expect(parsedKept('{"a":1}')).toEqual({ a: 1 })
  expect(parsedKept('{')).toBeNull()
  expect(parsedKept(null)).toBeNull()
})
