import { DEFAULT_THEME, convertCssVariables, deepMerge, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core'
import type { Plugin } from 'vite'
import { cssVariables, theme } from '../src/ui/theme/theme.ts'

const ID = 'virtual:theme.css'

/** The theme's CSS variables as one stylesheet: the page's CSP allows no <style> element. */
export function themeCss(): string {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme)
  const variables = deepMerge(defaultCssVariablesResolver(merged), cssVariables(merged))
  const schemes = { variables: {}, light: { '--mantine-color-scheme': 'light' }, dark: { '--mantine-color-scheme': 'dark' } }
  return convertCssVariables(variables) + convertCssVariables(schemes)
}

/** Serves the theme as `virtual:theme.css`, so that Vite bundles it like any other stylesheet. */
export function themeCssPlugin(): Plugin {
  return {
    name: 'habitus-theme-css',
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load: (id) => (id === `\0${ID}` ? themeCss() : null),
  }
}
