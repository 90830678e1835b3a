import type { Translate } from './translate'

/** "Chrome on Android" in the person's language. */
export function deviceName(t: Translate, device: string): string {
  const [program = '', system] = device.split(' on ')
  const name = program === 'A browser' ? t('devices.aBrowser') : program === 'A program' || !program ? t('devices.aProgram') : program
  return system ? t('devices.nameOn', { program: name, system }) : name
}
