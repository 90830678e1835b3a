/** Copies text; false where the browser will not (plain http to another host, or no permission). */
export async function copyText(text: string): Promise<boolean> {
  /* Not there on plain http, whatever the types say. */
  const clipboard = navigator.clipboard as Clipboard | undefined
  if (!clipboard) return false
  try {
    await clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
