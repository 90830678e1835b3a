import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { themeCss } from '../../scripts/theme-css.ts'
import en from '@/i18n/en.json'

const ROOT = join(import.meta.dirname, '..')

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((name) => !name.includes('schema.gen'))

const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8')

test('stylesheets take every colour from the tokens', () => {
  const own = /#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|oklch)\(|:\s*(white|black|red|green|blue|gr[ae]y)\b/i
  const sheets = files.filter((name) => name.endsWith('.css'))
  expect(sheets.length).toBeGreaterThan(3)
  expect(sheets.filter((name) => own.test(read(name)))).toEqual([])
})

test('every token that is used is defined in both schemes', () => {
  const css = themeCss()
  const used = new Set(files.filter((name) => /\.(css|tsx?)$/.test(name)).flatMap((name) => read(name).match(/--hb-[a-z]+(-[a-z]+)*(?![\w$-])/g) ?? []))
  const shared = ['--hb-ease', '--hb-fast', '--hb-base', '--hb-slow']
  const count = (token: string): number => css.split(`${token}:`).length - 1
  expect([...used].filter((token) => count(token) < (shared.includes(token) ? 1 : 2))).toEqual([])
})

test('no text is left over that nobody shows', () => {
  const code = files.filter((name) => /(?<!\.test)\.tsx?$/.test(name)).map(read).join('\n')
  const dynamic = [...code.matchAll(/`([a-z][\w.]*)\.\$\{/gi)].map((match) => match[1] ?? '')
  const isUsed = (key: string): boolean => code.includes(`'${key}'`) || dynamic.some((prefix) => key.startsWith(`${prefix}.`))
  expect(keys(en).filter((key) => !isUsed(key))).toEqual([])
})

test('no module imports itself in a circle', () => {
  const modules = new Set(files.filter((name) => /\.tsx?$/.test(name)))
  const target = (from: string, path: string): string[] => {
    const place = path.startsWith('@/') ? path.slice(2) : join(dirname(from), path)
    return [place, `${place}.ts`, `${place}.tsx`].filter((name) => modules.has(name))
  }
  const imports = (name: string): string[] =>
    [...read(name).matchAll(/^(?:import|\} from|.*\bimport\().*?['"]((?:@\/|\.\/)[^'"]+)['"]/gm)].flatMap((match) => target(name, match[1] ?? ''))
  const clean = new Set<string>()
  const circle = (name: string, path: string[]): string[] | null => {
    if (path.includes(name)) return [...path, name]
    if (clean.has(name)) return null
    const found = imports(name).map((next) => circle(next, [...path, name])).find((way) => way !== null)
    if (!found) clean.add(name)
    return found ?? null
  }
  expect([...modules].map((name) => circle(name, [])).filter((way) => way !== null)).toEqual([])
  expect(imports('app/main.tsx').length).toBeGreaterThan(5)
})

function keys(tree: object, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value ? keys(value, `${path}${key}.`) : [(path + key).replace(/_(one|other)$/, '')],
  )
}
