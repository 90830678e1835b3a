import { copyFile, cp, mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const page = fileURLToPath(new URL('../docs-page', import.meta.url))
const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))

/** Puts the API's own page beside the app: Swagger UI from our origin, without anything inline. */
export function docsPagePlugin(): Plugin {
  return {
    name: 'habitus-docs-page',
    apply: 'build',
    async writeBundle(options) {
      if (options.dir === undefined) throw new Error('the build has no folder')
      const target = join(options.dir, 'docs')
      await mkdir(target, { recursive: true })
      await cp(page, target, { recursive: true })
      for (const file of ['swagger-ui-bundle.js', 'swagger-ui.css']) {
        await copyFile(join(swagger, file), join(target, file))
      }
    },
  }
}
