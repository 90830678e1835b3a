/** Installs the service worker where the browser has one (not on plain http), or looks for a newer one. */
export function installWorker(): void {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined
  if (!workers || import.meta.env.DEV) return
  /* Without it the app works as long as the server does. */
  workers.register('/sw.js').catch(() => undefined)
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
