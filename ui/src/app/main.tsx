import '@mantine/core/styles.layer.css'
import '@fontsource-variable/figtree/wght.css'
import '@fontsource-variable/bricolage-grotesque/wght.css'
import 'virtual:theme.css'
import '@/ui/base.css'
import '@/ui/mantine.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Item } from '@/api/outbox/items'
import { onPause } from '@/api/pause'
import { rememberedLanguage, restOfWords, speak, startLanguage } from '@/i18n/i18n'
import { awaitInstallOffer } from '@/lib/install'
import { Toaster } from '@/ui/Toaster'
import { hideToast } from '@/ui/toast-store'
import { Providers } from './Providers'
import { makeQueryClient } from './query-client'
import { tellRefused } from './refused'
import { makeRouter } from './router'
import { start } from './start'
import { followReleases, installWorker, reloadAfterUpdate } from './worker'

const cache = makeQueryClient()
const router = makeRouter(cache)

function onLost(): void {
  hideToast()
  void router.invalidate()
}

/* Pages hold things of whoever was here before: the app begins anew. */
const onReplaced = () => location.replace('/')

const onRefused = (item: Item) => tellRefused(item, () => void router.navigate({ to: '/unsent' }))

onPause(() => {
  hideToast()
  void router.navigate({ to: '/paused', replace: true })
})

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

reloadAfterUpdate()
awaitInstallOffer()
/* Without the words of another language it starts in English. */
const spoken = speak(startLanguage(rememberedLanguage(), navigator.languages)).catch(() => undefined)
await Promise.all([spoken, start(cache, { onLost, onReplaced, onRefused })])
createRoot(root).render(
  <StrictMode>
    <Providers cache={cache}>
      <RouterProvider router={router} />
      <Toaster />
    </Providers>
  </StrictMode>,
)

/* Ahead of the first part that needs them, so that a tap waits for one file less. */
void restOfWords().catch(() => undefined)
installWorker()
followReleases()
