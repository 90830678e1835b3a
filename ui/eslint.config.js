import js from '@eslint/js'
import i18next from 'eslint-plugin-i18next'
import jsxA11y from 'eslint-plugin-jsx-a11y'
import reactHooks from 'eslint-plugin-react-hooks'
import { readdirSync } from 'node:fs'
import tseslint from 'typescript-eslint'

const features = readdirSync(new URL('./src/features', import.meta.url))

const client = { name: '@/api/client', message: 'Only *.queries.ts files use the client.' }
const mantine = { name: '@mantine/core', importNames: ['useMantineColorScheme'], message: 'It writes a <style>: use useScheme.' }
const parents = { group: ['../*'], message: 'Write @/… for what is not in this folder.' }

/** Folders from the top down: a folder imports only from those below it. `@/` is the only way out of a folder, so
 * that a rule about paths sees every import. */
const LAYERS = ['app', 'routes', 'features', 'ui', 'i18n', 'lib', 'realtime', 'api']

const above = (layer) => ({
  group: LAYERS.slice(0, LAYERS.indexOf(layer)).map((upper) => `@/${upper}/**`),
  message: `${layer} does not know what is built on it.`,
})

const otherFeatures = (feature) => ({
  group: features.filter((other) => other !== feature).map((other) => `@/features/${other}/**`),
  message: 'A feature never imports a feature: compose them in a route.',
})

const mayImport = (files, paths, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { paths, patterns: [parents, ...patterns.filter(({ group }) => group.length > 0)] }] },
})

const boundaries = [
  ...LAYERS.map((layer) => mayImport([`src/${layer}/**`], layer === 'api' ? [mantine] : [client, mantine], [above(layer)])),
  ...features.flatMap((feature) => {
    const patterns = [above('features'), otherFeatures(feature)]
    return [
      mayImport([`src/features/${feature}/**`], [client, mantine], patterns),
      mayImport([`src/features/${feature}/*.queries.ts`], [mantine], patterns),
    ]
  }),
  mayImport(['src/ui/use-scheme.ts'], [client], [above('ui')]),
]

const colour = '/#[0-9a-f]{3,8}\\b|\\b(rgba?|hsla?|oklch)\\(/i'

export default tseslint.config(
  { ignores: ['node_modules', 'public', 'src/api/schema.gen.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [
      js.configs.recommended,
      tseslint.configs.strictTypeChecked,
      reactHooks.configs.flat.recommended,
      jsxA11y.flatConfigs.strict,
    ],
    plugins: { i18next },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'No barrel files: import from where it is written.' },
        { selector: 'CallExpression[callee.name=/^lazy(RouteComponent)?$/] > ArrowFunctionExpression', message: 'Write lazy(withWords(() => import(…))): its texts are loaded beside it.' },
        { selector: `Literal[value=${colour}]`, message: 'Colours are tokens: write var(--hb-…).' },
        { selector: `TemplateElement[value.raw=${colour}]`, message: 'Colours are tokens: write var(--hb-…).' },
      ],
      'i18next/no-literal-string': [
        'error',
        {
          mode: 'jsx-only',
          'should-validate-template': true,
          'jsx-attributes': { include: ['alt', 'aria-label', 'description', 'error', 'label', 'legend', 'placeholder', 'text', 'title'] },
          words: { exclude: ['[^A-Za-zÀ-ž]+'] },
        },
      ],
      /* `fn()` as the whole body of an arrow reads better than a block. */
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      /* TanStack Router redirects by throwing a response-like object. */
      '@typescript-eslint/only-throw-error': ['error', { allow: [{ from: 'package', package: '@tanstack/router-core', name: 'Redirect' }] }],
    },
  },
  { files: ['src/**/*.tsx'], rules: { 'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }] } },
  ...boundaries,
  { files: ['src/ui/theme/**'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['src/**/*.test.{ts,tsx}', 'src/test/**'],
    rules: { 'i18next/no-literal-string': 'off', 'max-lines': 'off', 'no-restricted-imports': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  { files: ['scripts/*.mjs', '*.js'], extends: [js.configs.recommended], languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } } },
)
