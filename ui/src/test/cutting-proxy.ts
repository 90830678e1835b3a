import { type Server, type Socket, connect, createServer } from 'node:net'

/** How a connection ends: both sides get a reset, an end, or a reset in the middle of what is on its way; or nothing goes through any more. */
export type Cut = 'reset' | 'end' | 'middle' | 'silence'

interface Pair {
  client: Socket
  server: Socket
  isMute: boolean
  /** The next bytes of the server are cut in two. */
  isTorn: boolean
}

/** Stands between a client and a server on this machine, and cuts. */
export class CuttingProxy {
  private readonly pairs = new Set<Pair>()
  private readonly listener: Server

  constructor(port: number, to: number) {
    this.listener = createServer((client) => this.join(client, to)).listen(port, '127.0.0.1')
  }

  get open(): number {
    return this.pairs.size
  }

  /** Ends what is open now. */
  cut(how: Cut): void {
    for (const pair of this.pairs) {
      if (how === 'silence') pair.isMute = true
      else if (how === 'middle') pair.isTorn = true
      else if (how === 'end') pair.client.end()
      else reset(pair)
    }
  }

  close(): void {
    for (const pair of this.pairs) reset(pair)
    this.listener.close()
  }

  private join(client: Socket, to: number): void {
    const server = connect(to, '127.0.0.1')
    const pair = { client, server, isMute: false, isTorn: false }
    this.pairs.add(pair)
    const gone = () => {
      this.pairs.delete(pair)
      client.destroy()
      server.destroy()
    }
    for (const side of [client, server]) {
      side.setNoDelay(true)
      side.on('error', gone)
      side.on('close', gone)
    }
    client.on('data', (bytes) => {
      if (!pair.isMute) server.write(bytes)
    })
    server.on('data', (bytes) => this.pass(pair, bytes))
  }

  private pass(pair: Pair, bytes: Buffer): void {
    if (pair.isMute) return
    if (!pair.isTorn) {
      pair.client.write(bytes)
      return
    }
    pair.client.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => reset(pair))
  }
}

function reset({ client, server }: Pair): void {
  client.resetAndDestroy()
  server.resetAndDestroy()
}
