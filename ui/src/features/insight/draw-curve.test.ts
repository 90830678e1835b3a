import type uPlot from 'uplot'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { drawCurve } from './draw-curve'

const drawn = vi.hoisted(() => ({ options: null as unknown as uPlot.Options, data: [] as unknown, setSize: vi.fn(), redraw: vi.fn(), destroy: vi.fn() }))

vi.mock('uplot', () => ({
  default: class {
    setSize = drawn.setSize
    redraw = drawn.redraw
    destroy = drawn.destroy
    constructor(options: uPlot.Options, data: unknown) {
      drawn.options = options
      drawn.data = data
    }
  },
}))

const POINTS = [
  { day: '2026-11-18', value: 10 },
  { day: '2026-11-20', value: 30 },
]

let box: HTMLElement

beforeEach(() => {
  vi.clearAllMocks()
  box = document.createElement('div')
  box.style.setProperty('--mid', 'the pigment')
  document.body.append(box)
})

afterEach(() => {
  box.remove()
  delete document.documentElement.dataset['mantineColorScheme']
})

test('days are as far apart as they are, and the colours are those of the place', () => {
  const { end } = drawCurve(box, POINTS, () => undefined)
  expect(drawn.data).toEqual([[0, 2], [10, 30]])
  const line = drawn.options.series[1]!
  const stroke = line.stroke as () => string
  expect(stroke()).toBe('the pigment')
  box.style.setProperty('--mid', 'another')
  expect(stroke()).toBe('another')
  const filter = line.points!.filter as () => number[]
  expect(filter()).toEqual([1])
  end()
})

test('another colour scheme draws it anew; its end leaves nothing behind', async () => {
  const { end } = drawCurve(box, POINTS, () => undefined)
  document.documentElement.dataset['mantineColorScheme'] = 'dark'
  await vi.waitFor(() => expect(drawn.redraw).toHaveBeenCalledOnce())
  end()
  document.documentElement.dataset['mantineColorScheme'] = 'light'
  await Promise.resolve()
  expect(drawn.redraw).toHaveBeenCalledOnce()
  expect(drawn.destroy).toHaveBeenCalledOnce()
})

test('tells which point is pointed at, and when none is', () => {
  const told: (number | null)[] = []
  const { end } = drawCurve(box, POINTS, (place) => told.push(place))
  const [point] = drawn.options.hooks!.setCursor! as unknown as ((plot: { cursor: uPlot.Cursor }) => void)[]
  point!({ cursor: { idx: 1, left: 40 } })
  point!({ cursor: { idx: 1, left: -10 } })
  expect(told).toEqual([1, null])
  end()
})
