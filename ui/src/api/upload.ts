import { Unreachable, refusal } from './problem'
import { currentToken, fetchWithSession } from './session'

export interface UploadOptions {
  /** Hears the share of the form that is on the server, 0 to 1. */
  onProgress?: (share: number) => void
  /** Stops it; the upload then rejects with the signal's reason. */
  signal?: AbortSignal | undefined
}

/**
 * Posts a form that may hold a large file. Resolves with the body of a good answer; anything else rejects with an
 * `ApiProblem` or `Unreachable`. A token that runs out on the way is renewed, and the form sent once more.
 */
export async function upload(path: string, form: FormData, options: UploadOptions = {}): Promise<unknown> {
  const first = await post(path, form, await freshToken(), options)
  const response = first.status === 401 ? await post(path, form, await freshToken(), options) : first
  const body = await bodyOf(response)
  if (!response.ok) throw refusal(response, body)
  return body
}

/** Asks for something small first, so that a token that has run out is renewed before the file is on its way. */
async function freshToken(): Promise<string> {
  const response = await fetchWithSession(new Request(new URL('/api/v1/me', location.origin)))
  if (!response.ok) throw refusal(response, await bodyOf(response))
  return currentToken() ?? ''
}

/** `fetch` cannot tell how much it has sent; XMLHttpRequest can. */
function post(path: string, form: FormData, token: string, { onProgress, signal }: UploadOptions): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.setRequestHeader('Authorization', `Bearer ${token}`)
    request.upload.onprogress = ({ loaded, total }) => {
      if (total > 0) onProgress?.(loaded / total)
    }
    request.onload = () => resolve(answerOf(request))
    request.onerror = () => reject(new Unreachable(new Error(`POST ${path}`)))
    request.onabort = () => reject(reasonOf(signal))
    if (signal?.aborted) {
      reject(reasonOf(signal))
      return
    }
    signal?.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}

const reasonOf = (signal: AbortSignal | undefined): Error =>
  signal?.reason instanceof Error ? signal.reason : new DOMException('Stopped', 'AbortError')

function answerOf(request: XMLHttpRequest): Response {
  const headers = new Headers()
  for (const name of ['Content-Type', 'Retry-After']) {
    const value = request.getResponseHeader(name)
    if (value) headers.set(name, value)
  }
  return new Response(request.responseText || null, { status: request.status, headers })
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return null
  }
}
