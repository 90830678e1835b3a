import type { AdminPerson, Invite, Job, Message, Server, ServerError } from '@/features/admin/admin-types'

/** Made-up answers of the server, for tests. */
export const aPerson = (more: Partial<AdminPerson> = {}): AdminPerson => ({
  id: 'ben',
  name: 'Ben',
  email: 'ben@home.example',
  role: 'member',
  created_at: '2026-01-02T08:00:00Z',
  last_seen_at: null,
  pause: null,
  ...more,
})

export const noor = aPerson({ id: 'noor', name: 'Noor', email: 'noor@home.example', role: 'admin' })

export const aPause = (more: Partial<NonNullable<AdminPerson['pause']>> = {}): NonNullable<AdminPerson['pause']> => ({
  kind: 'on_request',
  reason: 'You asked for it.',
  since: '2026-11-18T08:00:00Z',
  by: 'Noor',
  ...more,
})

export const anInvite = (more: Partial<Invite> = {}): Invite => ({
  id: 'invite',
  role: 'member',
  email: 'kofi@home.example',
  invited_by: 'Noor',
  created_at: '2026-11-20T08:00:00Z',
  ends_at: '2030-12-01T08:00:00Z',
  state: 'open',
  used_by: null,
  used_at: null,
  ...more,
})

export const aJob = (more: Partial<Job> = {}): Job => ({
  id: 'job',
  kind: 'backup.nightly',
  person: null,
  attempts: 8,
  error: 'No space left on device',
  next_try: null,
  ...more,
})

export const anError = (more: Partial<ServerError> = {}): ServerError => ({
  id: 'error',
  route: 'GET /api/v1/habits/{habit_id}',
  exception: 'ZeroDivisionError',
  place: 'habits/rules.py:12',
  count: 1204,
  first_at: '2026-11-10T08:00:00Z',
  last_at: '2026-11-20T08:00:00Z',
  last_request_id: 'abc',
  ...more,
})

export const aMessage = (more: Partial<Message> = {}): Message => ({
  id: 'message',
  at: '2026-11-20T08:00:00Z',
  kind: 'invite',
  recipient: 'kofi@home.example',
  subject: 'Noor invites you',
  text: 'Open this link:\nhttp://home/invite#x',
  ...more,
})

export const aServer = (more: Partial<Server> = {}): Server => ({
  name: 'Habitus',
  registration: 'invite',
  people: 6,
  version: '0.1.0',
  database: { engine: 'sqlite', version: '3.50' },
  database_bytes: 148_000_000,
  free_bytes: 19_852_000_000,
  last_backup_at: '2026-11-20T03:00:00Z',
  started_at: '2026-11-08T03:00:00Z',
  ...more,
})

export const page = <T>(items: T[], next: string | null = null) => ({ items, next_cursor: next })
