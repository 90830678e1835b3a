/**
 * Installs the service worker where the browser has one (not on plain http). Signing out takes it away, so this is
 * done again for whoever signs in.
 */
export function installWorker(): void {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined
  if (!workers || import.meta.env.DEV) return
  /* Without it the app works as long as the server does. */
  workers.register('/sw.js').catch(() => undefined)
}

async function newestWorker(): Promise<void> {
  try {
    const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined
    await (await workers?.getRegistration())?.update()
  } catch {
    /* No network: at the next visit. */
  }
}

const HOUR_MS = 60 * 60_000

/** Looks for a newer release when somebody comes back: an installed app can stay open for weeks. */
export function followReleases(): void {
  let lookedAt = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - lookedAt < HOUR_MS) return
    lookedAt = Date.now()
    void newestWorker()
  })
}

const RELOADED = 'habitus.reloaded'

/** After an update of the server, chunks of the old release are gone: the page is loaded anew, once. */
export function reloadAfterUpdate(): void {
  addEventListener('vite:preloadError', (event) => {
    if (sessionStorage.getItem(RELOADED)) return
    sessionStorage.setItem(RELOADED, 'yes')
    event.preventDefault()
    location.reload()
  })
  addEventListener('load', () => setTimeout(() => sessionStorage.removeItem(RELOADED), 10_000))
}
