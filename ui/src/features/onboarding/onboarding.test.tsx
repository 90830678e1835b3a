import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { expectAccessible, show } from '@/test/render'
import { AllSet } from './AllSet'
import { type Flow, WizardFrame } from './WizardFrame'
import { STEPS, after, before, numberOf, stepIn } from './steps'

test('the steps follow each other', () => {
  expect(STEPS.map(after)).toEqual([...STEPS.slice(1), 'done'])
  expect(STEPS.map(before)).toEqual([null, ...STEPS.slice(0, -1)])
  expect([undefined, 'zone', 'nonsense'].map(stepIn)).toEqual(['hello', 'zone', 'hello'])
  expect(numberOf('zone')).toBe(2)
})

const aFlow = (more: Partial<Flow> = {}): Flow => ({ step: 'zone', back: vi.fn(), skip: vi.fn(), isSaving: false, error: null, ...more })

test('a step begins at its question and says where one is', async () => {
  const flow = aFlow()
  const onNext = vi.fn()
  const { container } = await show(
    <WizardFrame flow={flow} title="Where are you?" text="It matters." next="Continue" onNext={onNext}>
      <p>Question</p>
    </WizardFrame>,
  )
  expect(await screen.findByRole('heading', { name: 'Where are you?' })).toHaveFocus()
  expect(screen.getByRole('progressbar', { name: 'First steps' })).toHaveAttribute('aria-valuetext', 'Step 2 of 6')
  await expectAccessible(container)
  for (const name of ['Continue', 'Back', 'Skip']) await userEvent.click(screen.getByRole('button', { name }))
  expect([onNext, flow.back, flow.skip].map((fn) => vi.mocked(fn!).mock.calls.length)).toEqual([1, 1, 1])
})

test('the first has no way back, the last nothing to skip', async () => {
  await show(
    <WizardFrame flow={aFlow({ step: 'done', back: null, error: new Error('x') })} title="Done" text="." next="Go" onNext={vi.fn()}>
      <AllSet imported="working" />
    </WizardFrame>,
  )
  expect(await screen.findByText(/^Your history is still on its way in/)).toBeVisible()
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Go'])
  expect(screen.getByRole('alert')).toHaveTextContent('Something went wrong')
})
