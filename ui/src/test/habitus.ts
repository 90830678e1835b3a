import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const HABITUS = join(import.meta.dirname, '../../../.venv/bin/habitus')
const PERSON = { email: 'mira@home.example.com', name: 'Mira', password: 'three grey stones by the lake' }

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  await new Promise((done) => probe.close(done))
  return port
}

/** An answer of the API; `status` is 0 where nobody answered. */
export interface Answer {
  status: number
  body: Record<string, unknown>
}

/** A real server on a data folder of its own, with one person. */
export class Habitus {
  readonly data = mkdtempSync(join(tmpdir(), 'habitus-live-'))
  private process: ChildProcess | null = null
  private log = ''
  private token = ''

  constructor(readonly port: number) {}

  async start(): Promise<void> {
    const environment = { ...process.env, HABITUS_DATA_DIR: this.data, HABITUS_PORT: String(this.port) }
    this.process = spawn(HABITUS, ['serve'], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [this.process.stdout, this.process.stderr]) stream?.on('data', (text: Buffer) => (this.log += text.toString()))
    for (let tries = 0; tries < 300; tries++) {
      if ((await this.fetched('/readyz')).status === 200) return
      if (this.process.exitCode !== null) break
      await pause(100)
    }
    throw new Error(`The server did not get ready:\n${this.log.slice(-4_000)}`)
  }

  /** Ends it as a service manager does, or as a power cut would. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.process === null || this.process.exitCode !== null || this.process.signalCode !== null) return
    const ended = once(this.process, 'exit')
    this.process.kill(signal)
    await ended
  }

  async remove(): Promise<void> {
    await this.end('SIGKILL')
    rmSync(this.data, { recursive: true, force: true })
  }

  async setUp(): Promise<void> {
    const token = /\/setup#(\S+)/.exec(this.log)?.[1]
    const made = await this.fetched('/api/v1/auth/setup', { method: 'POST', body: JSON.stringify({ ...PERSON, token, zone: 'UTC' }) })
    if (made.status !== 201) throw new Error(`Set-up: ${JSON.stringify(made)}`)
    await this.signIn()
  }

  async signIn(): Promise<void> {
    const body = new URLSearchParams({ grant_type: 'password', username: PERSON.email, password: PERSON.password })
    const response = await fetch(`http://127.0.0.1:${this.port}/api/v1/auth/token`, { method: 'POST', body })
    this.token = ((await response.json()) as { access_token: string }).access_token
  }

  call(method: string, path: string, body?: object): Promise<Answer> {
    return this.fetched(`/api/v1${path}`, { method, ...(body && { body: JSON.stringify(body) }) })
  }

  /** What happened to the person after an event, as it is stored. */
  events(after: number): { seq: number; topics: string }[] {
    const database = new DatabaseSync(join(this.data, 'habitus.db'), { readOnly: true })
    try {
      return database.prepare('SELECT seq, topics FROM event WHERE seq > ? ORDER BY seq').all(after) as { seq: number; topics: string }[]
    } finally {
      database.close()
    }
  }

  private async fetched(path: string, more: RequestInit = {}): Promise<Answer> {
    const headers = { 'Content-Type': 'application/json', ...(this.token && { Authorization: `Bearer ${this.token}` }) }
    try {
      const response = await fetch(`http://127.0.0.1:${this.port}${path}`, { headers, ...more })
      return { status: response.status, body: (await response.json().catch(() => ({}))) as Record<string, unknown> }
    } catch {
      return { status: 0, body: {} }
    }
  }
}
