import { IconLogout, IconPlayerPause, IconPlayerPlay, IconShieldLock, IconUser, type Icon } from '@tabler/icons-react'
import type { Translate } from '@/i18n/use-words'
import type { AdminPerson } from './admin-types'
import type { Act } from './person-acts'

/** How an action is called and drawn. */
export function lookOf(t: Translate, act: Act, { role }: AdminPerson): { icon: Icon; label: string } {
  if (act === 'pause') return { icon: IconPlayerPause, label: t('admin.act.pause') }
  if (act === 'resume') return { icon: IconPlayerPlay, label: t('admin.act.resume') }
  if (act === 'signOut') return { icon: IconLogout, label: t('admin.act.signOut') }
  return role === 'admin' ? { icon: IconUser, label: t('admin.act.makeMember') } : { icon: IconShieldLock, label: t('admin.act.makeAdmin') }
}
