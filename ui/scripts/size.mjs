/* Prints what the first route (Today) loads and fails above the budget. */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const BUDGET_KB = 230
const OUT = new URL('../../src/habitus/static/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', OUT), 'utf8'))

const files = new Set(['index.html'])
function collect(key) {
  const chunk = manifest[key]
  if (files.has(chunk.file)) return
  files.add(chunk.file)
  for (const css of chunk.css ?? []) files.add(css)
  for (const imported of chunk.imports ?? []) collect(imported)
}
collect('index.html')

let total = 0
for (const file of files) {
  const size = gzipSync(readFileSync(new URL(file, OUT)), { level: 9 }).length
  total += size
  console.log(`${(size / 1000).toFixed(1).padStart(7)} kB  ${file}`)
}
console.log(`${(total / 1000).toFixed(1).padStart(7)} kB  first route, gzip (budget ${BUDGET_KB})`)
if (total > BUDGET_KB * 1000) process.exit(1)
