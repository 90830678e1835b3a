const LEAVES_MS = 260

/**
 * Puts the focus back to where a dialog was asked for, or to what stands in for it when that is gone: to the first of
 * these ids that can be seen, or the button in it. Later than the dialog's own way out, which takes some frames.
 */
export function focusBack(...ids: string[]): void {
  setTimeout(() => {
    const at = document.activeElement
    if (at && at !== document.body && !at.closest('[role="dialog"], [role="menu"]')) return
    const places = ids.map((id) => document.getElementById(id))
    const place = places.find((one) => one !== null && one.offsetParent !== null)
    const button = place?.matches('td') ? place.querySelector('button') : place
    button?.focus()
  }, LEAVES_MS)
}
