import { vi } from 'vitest'

type Reply = Response | (() => Response | Promise<Response>)

export interface Call {
  method: string
  path: string
  token: string | null
  type: string | null
  body: unknown
}

/** Answers `fetch` by "METHOD /path"; returns the calls as they were made. */
export function serve(replies: Record<string, Reply>): Call[] {
  const calls: Call[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname
    const text = await request.clone().text()
    calls.push({ method: request.method, path, token: request.headers.get('Authorization'), type: request.headers.get('Content-Type'), body: parsed(text) })
    const reply = replies[`${request.method} ${path}`]
    if (!reply) return problem(404, 'not_found')
    return typeof reply === 'function' ? reply() : reply.clone()
  })
  return calls
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })

export const problem = (status: number, code: string, more: object = {}): Response =>
  new Response(JSON.stringify({ type: `/docs/problems/${code}`, title: code, status, code, detail: 'Because.', ...more }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  })
