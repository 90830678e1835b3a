import { isStepUpNeeded } from '@/api/step-up'
import type { AdminPerson } from './admin-types'

/** What is asked about somebody before it is done. */
export type Ask = 'pause' | 'role' | 'signOut'
export type Act = Ask | 'resume'

export interface Asked {
  act: Ask
  person: AdminPerson
}

/** What can be done with somebody's account; nobody pauses their own. */
export function actsFor({ pause }: AdminPerson, isMe: boolean): Act[] {
  if (pause) return ['resume', 'role', 'signOut']
  return isMe ? ['role', 'signOut'] : ['pause', 'role', 'signOut']
}

/** The id of what somebody's actions are opened with, or of what is around it: a menu names its own button. */
export const handleOf = (id: string): string => `person-${id}`

/** Where the focus goes when a row is gone. */
export const PEOPLE_HEAD = 'admin-people'

/** An error to show in a dialog; nothing when the person only did not confirm that it is they. */
export const shown = (error: Error | null): Error | null => (isStepUpNeeded(error) ? null : error)
