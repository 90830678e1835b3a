import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Tests against a real server: `make live`. */
export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('../src', import.meta.url)) } },
  test: { environment: 'node', include: ['src/**/*.live.test.ts'], root: fileURLToPath(new URL('..', import.meta.url)) },
})
