import '@mantine/core/styles.layer.css'
import '@fontsource-variable/figtree/wght.css'
import '@fontsource-variable/bricolage-grotesque/wght.css'
import 'virtual:theme.css'
import '@/ui/base.css'
import '@/ui/mantine.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { onSessionLost } from '@/api/session'
import { rememberedLanguage, startI18n, startLanguage } from '@/i18n/i18n'
import { Toaster } from '@/ui/Toaster'
import { hideToast } from '@/ui/toast-store'
import { Providers } from './Providers'
import { makeQueryClient } from './query-client'
import { makeRouter } from './router'

const cache = makeQueryClient()
const router = makeRouter(cache)

onSessionLost(() => {
  hideToast()
  cache.clear()
  void router.invalidate()
})

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

await startI18n(startLanguage(rememberedLanguage(), navigator.languages))
createRoot(root).render(
  <StrictMode>
    <Providers cache={cache}>
      <RouterProvider router={router} />
      <Toaster />
    </Providers>
  </StrictMode>,
)
