import type { components } from '@/api/schema.gen'

type Schemas = components['schemas']

export type AdminPerson = Schemas['PersonRead']
export type PauseKind = NonNullable<AdminPerson['pause']>['kind']
export type Role = AdminPerson['role']
export type Invite = Schemas['InviteRead']
export type InviteMade = Schemas['InviteMade']
export type Job = Schemas['JobRead']
export type ServerError = Schemas['ErrorRead']
export type AuditEntry = Schemas['AuditRead']
export type Message = Schemas['MessageRead']
export type Server = Schemas['InstanceDetails']
export type Registration = Server['registration']
export type Outbound = Schemas['OutboundRead']

/** Pages of a list, as an infinite query keeps them. */
export interface Pages<T> {
  pages: { items: T[]; next_cursor: string | null }[]
  pageParams: unknown[]
}
