/** The name under which browsers are asked to wake the service worker when the network is back. */
export const SEND_TAG = 'habitus-outbox'

interface SyncManager {
  register: (tag: string) => Promise<void>
}

/** Asks the browser to send what waits also when the app is closed by then. Few can; then it is sent at the next start. */
export async function askForBackground(): Promise<void> {
  try {
    const registration = await (navigator.serviceWorker as ServiceWorkerContainer | undefined)?.getRegistration()
    await (registration as { sync?: SyncManager } | undefined)?.sync?.register(SEND_TAG)
  } catch {
    /* Refused by the browser or its owner. */
  }
}
