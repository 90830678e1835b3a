/** Something that happened to the person: their `seq`th event. */
export interface LiveEvent {
  seq: number
  /** When it was stored, ISO 8601. */
  at: string
  /** What moved, such as `entries` or `notification:<id>`; none: anything may have. */
  topics: readonly string[]
}

/** What asking for a ticket comes to. */
export type Ticket =
  | { kind: 'ticket'; ticket: string }
  /** The session is over: nothing is tried until somebody signs in. */
  | { kind: 'over' }
  /** The account is paused: nothing is tried until somebody signs in. */
  | { kind: 'paused' }
  /** Not now; at the earliest in so many seconds, where the server says so. */
  | { kind: 'later'; seconds: number | null }

/** What the socket stands between. Nothing here may throw. */
export interface Ends {
  /** Opens a connection to the server's address. */
  open: () => WebSocket
  askTicket: () => Promise<Ticket>
  /** Hears each event exactly once, in order, without a gap, until `onAnew`. */
  onEvent: (event: LiveEvent) => void
  /** Called when events up to `seq` are not told one by one: whatever was read before now may be old. */
  onAnew: (seq: number) => void
  /** Called when it begins, and ceases, to be told of everything at once. */
  onLive: (isLive: boolean) => void
  onPaused: () => void
  /** Whether the browser says that there is no network; it is tried all the same, as seldom as possible. */
  isOffline: () => boolean
  /** Milliseconds before the next try after so many that failed. */
  pause?: (tries: number) => number
}

const LONGEST_MS = 30_000

/** From half a second up, twice as long each time; by chance, so that not everybody comes at once after a restart. */
const jittered = (tries: number): number => Math.min(LONGEST_MS, 1_000 * 2 ** tries) * (0.5 + Math.random() / 2)

/** How long another tab, or another person on a full server, is left to it. */
const FAR_MS = 120_000
/** Ticket, handshake and the first word. */
const OPENING_MS = 15_000
/** After so long without a word it asks whether the server is there … */
const QUIET_MS = 22_000
/** … which has so long to answer, … */
const ANSWER_MS = 10_000
/** … or so long when somebody looks: after a sleep the connection is often dead, and nobody was told. */
const ANSWER_SOON_MS = 4_000
/** Coming back fires several events at once. */
const NUDGES_MS = 1_000

/** Why the server closes. */
const MALFORMED = 4400
const PAUSED = 4003
const TOO_SLOW = 4008
/** Too many sockets, a full server, too many messages. */
const FAR = [4009, 4010, 4029]

type Word = { type: 'ready' | 'resync'; seq: number } | ({ type: 'event' } & LiveEvent) | { type: 'pong' | 'refused' }

function understood(text: unknown): Word | null {
  try {
    return JSON.parse(String(text)) as Word | null
  } catch {
    return null
  }
}

/** The person's events as they happen, over connections that may end at any moment. */
export function makeLiveSocket({ open, askTicket, onEvent, onAnew, onLive, onPaused, isOffline, pause = jittered }: Ends) {
  let person: string | null = null
  /** The last event that was told; null: none yet, the server says where it begins. */
  let cursor: number | null = null
  let gapAt: number | null = null
  let phase: 'off' | 'asleep' | 'waiting' | 'opening' | 'live' = 'off'
  let socket: WebSocket | null = null
  /** Counted up whenever a try is given up: what it still brings is not heard. */
  let round = 0
  let tries = 0
  let notBefore = 0
  let heardAt = 0
  /** Of what comes next by itself: a try, the end of its patience, a ping, the end of that. */
  let timer: ReturnType<typeof setTimeout> | undefined

  const enter = (next: typeof phase) => {
    const wasLive = phase === 'live'
    phase = next
    if (wasLive !== (next === 'live')) onLive(!wasLive)
  }

  const rest = (next: 'off' | 'asleep' | 'waiting') => {
    round += 1
    clearTimeout(timer)
    const old = socket
    socket = null
    old?.close()
    enter(next)
  }

  const again = (ms: number) => {
    rest('waiting')
    timer = setTimeout(() => void connect(), ms)
  }

  const failed = () => {
    again(isOffline() ? Math.max(LONGEST_MS, pause(tries)) : pause(tries))
    tries += 1
  }

  const connect = async () => {
    rest('waiting')
    enter('opening')
    timer = setTimeout(failed, OPENING_MS)
    notBefore = Date.now() + NUDGES_MS
    const mine = round
    const answer = await askTicket()
    if (mine !== round) return
    if (answer.kind === 'ticket') begin(answer.ticket)
    else if (answer.kind === 'later') putOff(answer.seconds)
    else halt(answer.kind)
  }

  const putOff = (seconds: number | null) => {
    failed()
    if (seconds === null) return
    notBefore = Date.now() + seconds * 1_000
    again(seconds * 1_000 + pause(0))
  }

  const halt = (why: 'over' | 'paused') => {
    rest('off')
    if (why === 'paused') onPaused()
  }

  const begin = (ticket: string) => {
    const mine = round
    const heard = <E>(task: (event: E) => void) => (event: E) => {
      if (mine === round) task(event)
    }
    let opened: WebSocket
    try {
      opened = open()
    } catch {
      failed()
      return
    }
    socket = opened
    opened.addEventListener('open', heard(() => opened.send(JSON.stringify({ type: 'hello', ticket, cursor }))))
    opened.addEventListener('message', heard(({ data }: MessageEvent) => take(understood(data))))
    opened.addEventListener('close', heard(({ code }: CloseEvent) => closed(code)))
  }

  const closed = (code: number) => {
    const wasLive = phase === 'live'
    if (code === MALFORMED) rest('off')
    else if (code === PAUSED) halt('paused')
    else if (code === TOO_SLOW && wasLive) again(0)
    else if (FAR.includes(code)) again(FAR_MS + pause(tries))
    /* Also when the session is said to be over: asking for the next ticket renews it, or ends it for good. */
    else failed()
  }

  const take = (word: Word | null) => {
    if (word === null) {
      failed()
      return
    }
    heardAt = Date.now()
    if (word.type === 'event') tell(word)
    else if (word.type === 'ready' || word.type === 'resync') ready(word.seq, word.type === 'ready')
    if (phase === 'live') listen()
  }

  const ready = (seq: number, knowsCursor: boolean) => {
    tries = 0
    enter('live')
    if (knowsCursor && cursor !== null) return
    cursor = seq
    onAnew(seq)
  }

  const tell = ({ seq, at, topics }: LiveEvent) => {
    if (cursor !== null && seq <= cursor) return
    if (cursor === null || seq > cursor + 1) {
      missed()
      return
    }
    cursor = seq
    onEvent({ seq, at, topics })
  }

  /** An event is missing: it is asked for. If it is missing again, everything is to be read. */
  const missed = () => {
    if (gapAt === cursor) cursor = null
    gapAt = cursor
    failed()
  }

  const listen = () => {
    clearTimeout(timer)
    timer = setTimeout(() => check(ANSWER_MS), QUIET_MS)
  }

  const check = (ms: number) => {
    socket?.send('{"type":"ping"}')
    clearTimeout(timer)
    timer = setTimeout(failed, ms)
  }

  const nudge = () => {
    if (phase === 'live' && Date.now() - heardAt > ANSWER_SOON_MS) check(ANSWER_SOON_MS)
    if (phase !== 'waiting' || isOffline() || Date.now() < notBefore) return
    tries = 0
    void connect()
  }

  return {
    /** Whose events are told from now on; null: nobody's. The same person again: goes on, also where it had stopped. */
    follow: (whose: string | null): void => {
      if (whose === person && phase !== 'off') return
      if (whose !== person) {
        cursor = null
        gapAt = null
      }
      person = whose
      tries = 0
      if (whose === null) rest('off')
      else void connect()
    },
    /** The server may be there again, or gone: finds out now. */
    nudge,
    /** Closes until `wake`, where it is of no use for a while. */
    sleep: (): void => {
      if (phase !== 'off') rest('asleep')
    },
    wake: (): void => {
      if (phase === 'asleep') void connect()
      else nudge()
    },
  }
}
