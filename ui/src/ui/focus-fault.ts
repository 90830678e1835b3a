function focusNextFrame(selector: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus())
}

/** Moves to the first field that was not accepted, so that it is seen and read out with its reason. */
export const focusFirstFault = (): void => focusNextFrame('form [aria-invalid="true"]')

/** The same for a text of several lines, which may stand below other fields. */
export const focusFaultyText = (): void => focusNextFrame('form textarea[aria-invalid="true"]')
