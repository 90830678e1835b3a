import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

const ROOT = join(import.meta.dirname, '../src')

const ID = /^\0?virtual:words\/(\w+)\/(first|rest)$/

type Words = Record<string, unknown>

const read = (file: string): string => readFileSync(file, 'utf8')

const IMPORT = /^(?:import|export|\}) (?!type\b)(?:.* )?from '((?:@|\.)\/[^']+)'/gm

/** Every module that is loaded before the first page is shown: all that main.tsx imports, but not what is lazy. */
export function earlyModules(): string[] {
  const seen = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    for (const [, path = ''] of read(file).matchAll(IMPORT)) {
      const place = path.startsWith('@/') ? join(ROOT, path.slice(2)) : join(dirname(file), path)
      const target = [`${place}.ts`, `${place}.tsx`].find((name) => existsSync(name))
      if (target) visit(target)
    }
  }
  visit(join(ROOT, 'app/main.tsx'))
  return [...seen]
}

/** The first words of the keys, 'app' of 'app.today', that stand in these modules. */
export function namespacesIn(modules: readonly string[], words: Words): Set<string> {
  const found = modules.flatMap((file) => [...read(file).matchAll(/['`]([a-z]\w*)\.(?=[\w$])/g)].map((match) => match[1] ?? ''))
  return new Set(found.filter((name) => name in words))
}

function part(words: Words, name: string): Words {
  const first = namespacesIn(earlyModules(), words)
  return Object.fromEntries(Object.entries(words).filter(([key]) => first.has(key) === (name === 'first')))
}

/**
 * Serves a language's texts in two parts: `virtual:words/en/first` has those that Today may show before anything else is
 * loaded, `virtual:words/en/rest` all others.
 */
export function wordsPlugin(): Plugin {
  return {
    name: 'habitus-words',
    resolveId: (id) => (ID.test(id) ? `\0${id}` : null),
    load(id) {
      const [, language, name] = ID.exec(id) ?? []
      if (!language || !name) return null
      const file = join(ROOT, `i18n/${language}.json`)
      this.addWatchFile(file)
      const words = JSON.stringify(part(JSON.parse(read(file)) as Words, name))
      return `export default JSON.parse(${JSON.stringify(words)})`
    },
  }
}
