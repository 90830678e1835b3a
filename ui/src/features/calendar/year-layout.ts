/** Measures of the year's drawing, in its own units (DESIGN-VISUAL §5). */
export interface Layout {
  cell: number
  /** From one cell to the next. */
  pitch: number
  /** Room for the weekdays at the left, and for the months above. */
  left: number
  top: number
  font: number
}

export const WIDE: Layout = { cell: 13.6, pitch: 17, left: 34, top: 22, font: 12 }

/** On the phone the drawing is scaled down: its letters are larger, to be read. */
export const NARROW: Layout = { cell: 11, pitch: 13.6, left: 40, top: 22, font: 14.5 }

export const cellAt = ({ left, top, pitch }: Layout, column: number, row: number): { x: number; y: number } => ({
  x: left + column * pitch,
  y: top + row * pitch,
})
