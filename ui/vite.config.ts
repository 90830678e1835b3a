import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { docsPagePlugin } from './scripts/docs-page.ts'
import { preloadFontPlugin } from './scripts/preload-font.ts'
import { themeCssPlugin } from './scripts/theme-css.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  plugins: [react(), themeCssPlugin(), preloadFontPlugin(), docsPagePlugin()],
  resolve: { alias: { '@': here('./src') } },
  server: { proxy: { '/api': process.env['HABITUS_API'] ?? 'http://localhost:8000' } },
  build: {
    outDir: here('../src/habitus/static'),
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['./src/test/setup.ts'],
    restoreMocks: true,
    css: false,
    include: ['src/**/*.test.{ts,tsx}'],
  },
})
