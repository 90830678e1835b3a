import { fileURLToPath } from 'node:url'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { compressPlugin } from './scripts/compress.ts'
import { docsPagePlugin } from './scripts/docs-page.ts'
import { preloadFontPlugin } from './scripts/preload-font.ts'
import { themeCssPlugin } from './scripts/theme-css.ts'
import { wordsPlugin } from './scripts/words.ts'
import { workerPlugin } from './scripts/worker.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** What Today loads comes in two files, libraries and our own: forty small ones are 11 kB larger and slower. */
const early = (more: RegExp) => ({ tags: ['$initial' as const], test: (id: string) => more.test(id) && !/index\.html|app\/main\.tsx/.test(id) })

/** Kept answers of a release with another API are thrown away. */
const shape = createHash('sha256').update(readFileSync(here('openapi.json'))).digest('hex').slice(0, 12)

export default defineConfig({
  define: { __SHAPE__: JSON.stringify(shape) },
  plugins: [react(), themeCssPlugin(), wordsPlugin(), preloadFontPlugin(), docsPagePlugin(), workerPlugin(), compressPlugin()],
  resolve: { alias: { '@': here('./src') } },
  server: { proxy: { '/api': { target: process.env['HABITUS_API'] ?? 'http://localhost:8000', ws: true } } },
  build: {
    outDir: here('../src/habitus/static'),
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'libraries', ...early(/node_modules/) }, { name: 'first', ...early(/./) }] } },
    },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['./src/test/setup.ts'],
    restoreMocks: true,
    testTimeout: 30_000,
    css: false,
    include: ['src/**/*.test.{ts,tsx}'],
    exclude: ['src/**/*.live.test.ts'],
  },
})
