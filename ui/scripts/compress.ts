import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const TEXT = /\.(js|css|html|svg|json|webmanifest)$/

/** Below this a packet is a packet. */
const WORTH_IT = 1_400

/** Writes a `.gz` beside each text file, so that the server never compresses while somebody waits. */
export function compressPlugin(): Plugin {
  let folder = ''
  return {
    name: 'habitus-compress',
    apply: 'build',
    configResolved: ({ build }) => {
      folder = build.outDir
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler: () => {
        for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
          if (!TEXT.test(name)) continue
          const file = join(folder, name)
          const plain = readFileSync(file)
          if (plain.length >= WORTH_IT) writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }))
        }
      },
    },
  }
}
