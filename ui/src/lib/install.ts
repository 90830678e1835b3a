/** What Chromium fires when it would install the app; not in TypeScript's own list. */
interface InstallOffer extends Event {
  prompt: () => Promise<{ outcome: 'accepted' | 'dismissed' }>
}

let offer: InstallOffer | null = null
const listeners = new Set<() => void>()

function set(next: InstallOffer | null): void {
  offer = next
  for (const listener of listeners) listener()
}

/** Keeps the browser's offer, which it makes once and early, until somebody looks for it in the settings. */
export function awaitInstallOffer(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    set(event as InstallOffer)
  })
  addEventListener('appinstalled', () => set(null))
}

export const installOffer = (): InstallOffer | null => offer

export function onInstallOffer(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Asks the browser to install; an offer is good for one question. */
export async function takeInstallOffer(): Promise<void> {
  const taken = offer
  set(null)
  await taken?.prompt()
}
