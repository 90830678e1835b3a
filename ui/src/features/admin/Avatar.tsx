import type { Pigment } from '@/api/types'

const PIGMENTS = ['sage', 'clay', 'dusk', 'heather', 'rose', 'honey', 'lagoon', 'moss'] as const satisfies readonly Pigment[]

/** Always the same of an id, so that people keep their colour on every page. */
function pigmentOf(id: string): Pigment {
  const sum = Array.from(id).reduce((before, letter) => (before * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7)
  return PIGMENTS[sum % PIGMENTS.length] ?? 'sage'
}

/** A person's initial on a stone. Decorative: the name always stands beside it. */
export function Avatar({ id, name, size = 42 }: { id: string; name: string; size?: number }) {
  return (
    <span className={`stone tinted p-${pigmentOf(id)} b`} style={{ width: size, height: size, fontSize: size < 40 ? '0.875rem' : '1.0625rem' }} aria-hidden="true">
      {(Array.from(name.trim())[0] ?? '·').toUpperCase()}
    </span>
  )
}
