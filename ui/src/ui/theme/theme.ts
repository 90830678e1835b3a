import { createTheme, defaultVariantColorsResolver, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

/* Ten shades each. Index 7 is "filled" in light mode, index 3 in dark mode (see primaryShade). */
const heather: MantineColorsTuple = ['#faf2fa', '#f4e3f5', '#ebccec', '#daabdc', '#c489c7', '#ac6aaf', '#8f5093', '#763d79', '#5f2f62', '#48214a']
const moss: MantineColorsTuple = ['#ecf9ee', '#d7f4dc', '#b5e6be', '#82cb92', '#66b679', '#469b5c', '#348149', '#296a3b', '#1f542e', '#163f21']
const rose: MantineColorsTuple = ['#fff2f3', '#ffeaec', '#fbd0d5', '#f6adb6', '#e38591', '#d36f7e', '#b8495b', '#9c3547', '#78343f', '#55222b']
const honey: MantineColorsTuple = ['#fcf6ea', '#f8efe0', '#f0dcb6', '#e8c37c', '#d9a94a', '#bd8708', '#946800', '#7d5800', '#664700', '#4a3400']
const dark: MantineColorsTuple = ['#eae6ea', '#cac6ca', '#b3adb4', '#7f7780', '#423c43', '#353035', '#221e22', '#191619', '#131013', '#0d0a0d']
const gray: MantineColorsTuple = ['#faf8fa', '#f5f3f6', '#efecf0', '#e8e5e9', '#d6d1d7', '#aca5ad', '#8b838c', '#645c65', '#453d47', '#2c242e']

/** Colours with their own `--hb-on-…` text colour. */
const ON = { heather: 1, moss: 1, rose: 1, honey: 1, gray: 1 }

export const theme = createTheme({
  colors: { heather, moss, rose, honey, dark, gray },
  black: '#2c242e', white: '#ffffff',
  primaryColor: 'heather', primaryShade: { light: 7, dark: 3 }, autoContrast: true, luminanceThreshold: 0.32,
  fontFamily: "'Figtree Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  headings: { fontFamily: "'Bricolage Grotesque Variable', 'Figtree Variable', system-ui, sans-serif", fontWeight: '620', textWrap: 'balance',
    sizes: { h1: { fontSize: '1.875rem', lineHeight: '1.16' }, h2: { fontSize: '1.375rem', lineHeight: '1.25' }, h3: { fontSize: '1.125rem', lineHeight: '1.33' }, h4: { fontSize: '1rem', lineHeight: '1.4' } } },
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '1rem', lg: '1.125rem', xl: '1.375rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.35' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2.5rem' },
  radius: { xs: '6px', sm: '10px', md: '14px', lg: '20px', xl: '28px' }, defaultRadius: 'md',
  shadows: { xs: 'none', sm: '0 1px 2px rgb(44 36 46 / .06)', md: '0 6px 20px -6px rgb(44 36 46 / .14), 0 1px 2px rgb(44 36 46 / .06)', lg: '0 18px 48px -12px rgb(44 36 46 / .22), 0 2px 6px rgb(44 36 46 / .06)', xl: '0 18px 48px -12px rgb(44 36 46 / .22)' },
  /* Mantine's autoContrast looks at the light shade only: filled text must follow the scheme. */
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input)
    if (input.variant !== 'filled') return colors
    return { ...colors, color: `var(--hb-on-${input.color && input.color in ON ? input.color : 'heather'})` }
  },
  cursorType: 'pointer', respectReducedMotion: true, focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'md' } },
    ActionIcon: { defaultProps: { size: 44, variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    /* react-remove-scroll writes a <style> element, which the CSP forbids: base.css locks the page instead. */
    Modal: { defaultProps: { radius: 'lg', centered: true, lockScroll: false, overlayProps: { backgroundOpacity: 0.35, blur: 2 } } },
  },
})

/** [light, dark] of [tint, mid, ink]: tint = icon background, mid = lines and bars (3:1), ink = text on tint (7:1). */
export const PIGMENTS = {
  rose: [['#ffeaec', '#d36f7e', '#78343f'], ['#3b2225', '#e38591', '#fbbac1']],
  clay: [['#feece5', '#d17652', '#77391f'], ['#3b231a', '#e18b6a', '#f9bea8']],
  honey: [['#f8efe0', '#bd8708', '#664700'], ['#342812', '#ca9c48', '#e8c996']],
  moss: [['#e9f4e6', '#5f9a4b', '#315922'], ['#202f1b', '#80b66e', '#b6daaa']],
  sage: [['#e3f5ed', '#1b9a76', '#005b44'], ['#143026', '#4ebc97', '#9ddec4']],
  lagoon: [['#e0f4f9', '#0096ab', '#015764'], ['#0e2f36', '#2fb7ce', '#93dbea']],
  dusk: [['#e9f1fe', '#6791de', '#2f4c81'], ['#1f2a3e', '#7da4ed', '#b4cffe']],
  heather: [['#f7ecf9', '#b677bf', '#653a6c'], ['#332336', '#c68ccf', '#e6beeb']],
} as const
const pig = (scheme: 0 | 1): Record<string, string> =>
  Object.fromEntries(
    Object.entries(PIGMENTS).flatMap(([name, pair]) => {
      const [tint, mid, ink] = pair[scheme]
      return [[`--hb-${name}-tint`, tint], [`--hb-${name}-mid`, mid], [`--hb-${name}-ink`, ink]]
    }),
  )

export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--hb-ease': 'cubic-bezier(.2,.7,.2,1)', '--hb-fast': '120ms', '--hb-base': '220ms', '--hb-slow': '420ms' },
  light: {
    ...pig(0), '--mantine-color-body': '#ffffff', '--mantine-color-text': '#2c242e', '--mantine-color-dimmed': '#645c65', '--mantine-color-placeholder': '#746b76',
    '--mantine-color-default-border': '#d6d1d7', '--mantine-color-error': '#9c3547', '--mantine-color-anchor': '#763d79',
    '--mantine-color-heather-light': '#f7ecf9', '--mantine-color-heather-light-hover': '#f4e3f5', '--mantine-color-heather-light-color': '#653a6c',
    '--mantine-color-moss-light': '#e4f4e6', '--mantine-color-moss-light-color': '#1f542e', '--mantine-color-rose-light': '#ffeaec', '--mantine-color-rose-light-color': '#78343f',
    '--mantine-color-honey-light': '#f8efe0', '--mantine-color-honey-light-color': '#664700', '--mantine-color-gray-light': '#f5f3f6', '--mantine-color-gray-light-color': '#453d47',
    '--hb-canvas': '#ffffff', '--hb-side': '#f9f6f9', '--hb-card': '#ffffff', '--hb-sunk': '#f5f3f6', '--hb-raised': '#ffffff', '--hb-line': '#e8e5e9', '--hb-control': '#8b838c', '--hb-text': '#2c242e', '--hb-dim': '#645c65',
    '--hb-accent': '#763d79', '--hb-on-accent': '#ffffff', '--hb-on-heather': '#ffffff', '--hb-on-moss': '#ffffff', '--hb-on-rose': '#ffffff', '--hb-on-honey': '#ffffff', '--hb-on-gray': '#ffffff', '--hb-done': '#348149', '--hb-on-done': '#ffffff', '--hb-done-tint': '#e4f4e6', '--hb-done-ink': '#1f542e',
    '--hb-flame': '#c8571f', '--hb-freeze': '#3b6fb5', '--hb-coin': '#f2c230', '--hb-coin-ink': '#5a3d00', '--hb-gem': '#0096ab', '--hb-danger': '#9c3547', '--hb-nodata': '#efecf0', '--hb-gold': '#f6c83f', '--hb-on-gold': '#4a3200', '--hb-gold-line': '#b98500', '--hb-track': '#ebe7ec',
    '--hb-pop': '0 18px 48px -12px rgb(44 36 46 / .22), 0 2px 6px rgb(44 36 46 / .06)',
  },
  dark: {
    ...pig(1), '--mantine-color-body': '#191619', '--mantine-color-text': '#eae6ea', '--mantine-color-dimmed': '#b3adb4', '--mantine-color-placeholder': '#9d959e',
    '--mantine-color-default': '#221e22', '--mantine-color-default-border': '#4d464e', '--mantine-color-error': '#f6adb6', '--mantine-color-anchor': '#daabdc',
    '--mantine-color-heather-light': '#332336', '--mantine-color-heather-light-hover': '#3e2b42', '--mantine-color-heather-light-color': '#e6beeb',
    '--mantine-color-moss-light': '#1c3023', '--mantine-color-moss-light-color': '#a7dcb2', '--mantine-color-rose-light': '#3b2225', '--mantine-color-rose-light-color': '#fbbac1',
    '--mantine-color-honey-light': '#342812', '--mantine-color-honey-light-color': '#e8c996', '--mantine-color-gray-light': '#2b262b', '--mantine-color-gray-light-color': '#cac6ca',
    '--hb-canvas': '#191619', '--hb-side': '#131013', '--hb-card': '#221e22', '--hb-sunk': '#221e22', '--hb-raised': '#2b262b', '--hb-line': '#353035', '--hb-control': '#8b838c', '--hb-text': '#eae6ea', '--hb-dim': '#b3adb4',
    '--hb-accent': '#daabdc', '--hb-on-accent': '#2c1a2e', '--hb-on-heather': '#2c1a2e', '--hb-on-moss': '#10240f', '--hb-on-rose': '#3a1118', '--hb-on-honey': '#33210a', '--hb-on-gray': '#191619', '--hb-done': '#82cb92', '--hb-on-done': '#10240f', '--hb-done-tint': '#1c3023', '--hb-done-ink': '#a7dcb2',
    '--hb-flame': '#f2935a', '--hb-freeze': '#8db4f5', '--hb-coin': '#e9be4a', '--hb-coin-ink': '#3a2600', '--hb-gem': '#4cc3d6', '--hb-danger': '#f6adb6', '--hb-nodata': '#2b262b', '--hb-gold': '#e9be4a', '--hb-on-gold': '#33210a', '--hb-gold-line': '#ffdf86', '--hb-track': '#353035',
    '--hb-pop': '0 18px 48px -12px rgb(0 0 0 / .6), 0 0 0 1px #353035',
  },
})
