import { expect, test } from 'vitest'
import { aCheck, aGoal } from '@/test/factories'
import { runningStreaks } from './streaks'

test('the longest streak first that goes from day to day, then by length', () => {
  const items = [
    aCheck({ name: 'None', streak: 0 }),
    aCheck({ name: 'Week', streak: 5, streak_unit: 'week' }),
    aCheck({ name: 'Month', streak: 6, streak_unit: 'month' }),
    aCheck({ name: 'Window', streak: 137, goal: aGoal({ schedule: 'window', times: 2, days: 9 }) }),
    aCheck({ name: 'Short', streak: 3 }),
    aCheck({ name: 'Day', streak: 12 }),
  ]
  expect(runningStreaks(items).map(({ name }) => name)).toEqual(['Day', 'Month', 'Window', 'Week', 'Short'])
  expect(runningStreaks(items.slice(0, 3)).map(({ name }) => name)).toEqual(['Month', 'Week'])
})
