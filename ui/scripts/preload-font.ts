import type { Plugin } from 'vite'

/** Adds a preload link for the text face, whose file name carries a hash. */
export function preloadFontPlugin(): Plugin {
  return {
    name: 'habitus-preload-font',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) => {
        const font = Object.keys(bundle ?? {}).find((name) => /figtree-latin-wght-normal.*\.woff2$/.test(name))
        if (!font) throw new Error('The text font is missing from the build.')
        const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${font}`, crossorigin: '' }
        return [{ tag: 'link', attrs, injectTo: 'head' }]
      },
    },
  }
}
