import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { theme } from '@/ui/theme/theme'

/* The key is also read by /scheme.js, before the first paint. */
const scheme = localStorageColorSchemeManager({ key: 'habitus.scheme' })

/** Theme and cache. The theme's CSS is a file (see scripts/theme-css.ts): nothing here writes a <style> element. */
export function Providers({ cache, children }: { cache: QueryClient; children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={scheme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={cache}>{children}</QueryClientProvider>
    </MantineProvider>
  )
}
