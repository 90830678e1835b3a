import { expect, test, vi } from 'vitest'
import { ApiProblem } from './problem'
import { answerStepUp, isStepUpAsked, onStepUp, withStepUp } from './step-up'

const needed = new ApiProblem(403, { code: 'step_up_needed' })

/** Refused until somebody confirmed. */
function guarded() {
  let isFresh = false
  const task = vi.fn(() => (isFresh ? Promise.resolve('done') : Promise.reject(needed)))
  return { task, confirm: () => (isFresh = true) }
}

test('what is refused is done again once the person has confirmed, and all who wait share one question', async () => {
  const { task, confirm } = guarded()
  const heard = vi.fn()
  const stop = onStepUp(heard)
  const both = Promise.all([withStepUp(task), withStepUp(task)])
  await vi.waitFor(() => expect(isStepUpAsked()).toBe(true))
  confirm()
  answerStepUp(true)
  expect(await both).toEqual(['done', 'done'])
  expect(task).toHaveBeenCalledTimes(4)
  expect([isStepUpAsked(), heard.mock.calls.length]).toEqual([false, 2])
  stop()
})

test('who does not confirm gets the refusal, and nothing was done', async () => {
  const { task } = guarded()
  const asked = withStepUp(task)
  await vi.waitFor(() => expect(isStepUpAsked()).toBe(true))
  answerStepUp(false)
  await expect(asked).rejects.toBe(needed)
  expect(task).toHaveBeenCalledOnce()
})

test('any other refusal is nobody’s question', async () => {
  await expect(withStepUp(() => Promise.reject(new ApiProblem(409, { code: 'last_admin' })))).rejects.toMatchObject({ code: 'last_admin' })
  expect(isStepUpAsked()).toBe(false)
})
