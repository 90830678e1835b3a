import { expect, test } from 'vitest'
import { localPath } from './local-path'

test.each([
  ['/calendar/2026-11?day=2026-11-02', '/calendar/2026-11?day=2026-11-02'],
  ['//evil.example/x', null],
  ['/\\evil.example', null],
  ['https://evil.example', null],
  ['javascript:alert(1)', null],
  [undefined, null],
])('%s leads to %s', (value, path) => {
  expect(localPath(value)).toBe(path)
})
