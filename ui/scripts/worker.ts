import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Plugin, build } from 'vite'

const source = fileURLToPath(new URL('../src', import.meta.url))

/** What a start without a network needs; everything else is asked for when it is used. */
const KEPT = /^(index\.html|scheme\.js|[\w-]+\.(svg|png|webmanifest)|assets\/[^/]+\.(js|css|woff2))$/

interface Kept {
  url: string
  /** Null where the name itself holds a hash of what is in the file. */
  revision: string | null
}

export function keptFiles(folder: string): Kept[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => KEPT.test(name))
    .sort()
    .map((name) => ({ url: `/${name}`, revision: name.startsWith('assets/') ? null : hashOf(join(folder, name)) }))
}

const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)

/** Builds src/app/sw.ts to /sw.js once everything else is built, with the list of files that it keeps on the device. */
export function workerPlugin(): Plugin {
  let folder = ''
  return {
    name: 'habitus-worker',
    apply: 'build',
    configResolved: (config) => {
      folder = config.build.outDir
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler: async () => {
        /* A build that failed has nothing to keep, and says so itself. */
        if (!existsSync(join(folder, 'index.html'))) return
        await build({
          configFile: false,
          logLevel: 'warn',
          publicDir: false,
          resolve: { alias: { '@': source } },
          define: { __KEPT_FILES__: JSON.stringify(keptFiles(folder)), 'process.env.NODE_ENV': '"production"' },
          build: {
            outDir: folder,
            emptyOutDir: false,
            target: 'es2023',
            rolldownOptions: { input: join(source, 'app/sw.ts'), output: { format: 'iife', entryFileNames: 'sw.js' } },
          },
        })
      },
    },
  }
}
