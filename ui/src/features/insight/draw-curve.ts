import uPlot from 'uplot'
import { daysBetween } from '@/lib/day'
import type { Point } from './curve'

/** Room for the numbers at the left, half of one above and below, and for the last point at the right. */
const LEFT = 38
const RIGHT = 10
const TOP = 10
const BOTTOM = 9
const SHARES = [0, 50, 100]

/** Draws a curve into a box, as wide as the box and in the colours of its place; `onPoint` tells what is pointed at. */
export function drawCurve(box: HTMLElement, points: readonly Point[], onPoint: (place: number | null) => void): { plot: uPlot; end: () => void } {
  const colour = (token: string): string => getComputedStyle(box).getPropertyValue(token).trim()
  const start = points[0]?.day ?? ''
  const data: uPlot.AlignedData = [points.map(({ day }) => daysBetween(start, day)), points.map(({ value }) => value)]
  const size = () => ({ width: box.clientWidth, height: box.clientHeight })
  const plot = new uPlot(
    {
      ...size(),
      padding: [TOP, RIGHT, BOTTOM, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 10, stroke: () => colour('--hb-card'), fill: () => colour('--mid') } },
      scales: { x: { time: false }, y: { range: [0, 100] } },
      axes: [
        { show: false },
        {
          size: LEFT,
          gap: 8,
          font: fontOf(box),
          stroke: () => colour('--hb-dim'),
          splits: () => SHARES,
          ticks: { show: false },
          grid: { stroke: () => colour('--hb-line'), width: 1 },
        },
      ],
      series: [
        {},
        {
          stroke: () => colour('--mid'),
          width: 3,
          /* The tokens are six digits: two more make them as faint as the pictures have it. */
          fill: () => `${colour('--mid')}21`,
          points: {
            show: true,
            filter: () => [points.length - 1],
            size: 12,
            width: 2.5,
            stroke: () => colour('--hb-card'),
            fill: () => colour('--mid'),
          },
        },
      ],
      hooks: { setCursor: [({ cursor: { idx, left = -1 } }) => onPoint(left < 0 ? null : (idx ?? null))] },
    },
    data,
    box,
  )
  const resized = new ResizeObserver(() => plot.setSize(size()))
  resized.observe(box)
  const recoloured = new MutationObserver(() => plot.redraw(false))
  recoloured.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] })
  return {
    plot,
    end: () => {
      resized.disconnect()
      recoloured.disconnect()
      plot.destroy()
    },
  }
}

const AXIS_REM = 0.8125

function fontOf(box: HTMLElement): string {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
  return `${rem * AXIS_REM}px ${getComputedStyle(box).fontFamily}`
}
