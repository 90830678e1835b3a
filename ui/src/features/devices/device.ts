import { IconDeviceDesktop, IconDeviceMobile, IconDeviceTablet, IconTerminal2, type Icon } from '@tabler/icons-react'
import type { SessionRead } from '@/api/types'

type Device = Pick<SessionRead, 'device' | 'client'>

/** What a device looks like, as far as its name tells. */
export function deviceIcon({ device, client }: Device): Icon {
  if (client === 'api') return IconTerminal2
  if (/iPad|tablet/i.test(device)) return IconDeviceTablet
  return /iPhone|Android|mobile|phone/i.test(device) ? IconDeviceMobile : IconDeviceDesktop
}
