import type { ByteRange } from '@/lib/core/prepared/segments'
import type { ByteStore, FilePiece } from './byte-store'
import { PreparedReadError } from './prepared-read-error'

/** How long a server may take to answer, and to send the next piece. */
export const STALL_MS = 30_000

/** Longest error answer that is read for its reason. */
const PROBLEM_BYTES = 16_384

interface UrlStoreOptions {
  /** Whether whole files are fetched as the `.gz` beside them: shorter, but slower from this machine. */
  readonly compressed?: boolean
  /** For tests. */
  readonly stallMs?: number
}

/** The files below an address of this app's server, which ends in a slash. */
export function createUrlStore(
  base: string,
  { compressed = false, stallMs = STALL_MS }: UrlStoreOptions = {},
): ByteStore {
  const urlOf = (path: string) => base + path.split('/').map(encodeURIComponent).join('/')
  return {
    isRemote: true,
    readRange: (path, range, signal) => readRange(urlOf(path), path, range, { signal, stallMs }),
    readMany: (pieces, signal) => readMany(`${base}pieces?ranges=${formatPieces(pieces)}`, pieces, { signal, stallMs }),
    readText: (path, most, signal) => readText(urlOf(path), path, most, { signal, stallMs }),
    readWhole: (path, bytes, signal) => readWhole({ url: urlOf(path), path, bytes, compressed }, { signal, stallMs }),
    locate: (path) => ({ url: urlOf(path) }),
  }
}

interface Reading {
  readonly signal: AbortSignal
  readonly stallMs: number
}

async function readRange(url: string, path: string, { start, end }: ByteRange, reading: Reading) {
  const bytes = new Uint8Array(end - start)
  let at = 0
  const watch = watchStall(reading)
  try {
    const response = await ask(url, path, { range: `bytes=${start}-${end - 1}` }, watch)
    if (response.status === 200)
      throw new PreparedReadError('no-ranges', path, 'was sent whole instead of a part of it')
    const sent = response.headers.get('content-range')
    if (sent !== null && !sent.startsWith(`bytes ${start}-${end - 1}/`))
      throw new PreparedReadError('wrong-length', path, `was asked for bytes ${start}-${end - 1} and sent ${sent}`)
    for await (const piece of piecesOf(response, path, watch)) {
      if (at + piece.length > bytes.length) throw tooLong(path, bytes.length)
      bytes.set(piece, at)
      at += piece.length
    }
  } finally {
    watch.end()
  }
  if (at < bytes.length) throw new PreparedReadError('network', path, `broke off after ${at} of ${bytes.length} bytes`)
  return bytes
}

function formatPieces(pieces: readonly FilePiece[]): string {
  return pieces
    .map(({ path, range: { start, end } }, at) => `${path === pieces[at - 1]?.path ? '' : `${path}:`}${start}-${end}`)
    .join(',')
}

async function readMany(url: string, pieces: readonly FilePiece[], reading: Reading) {
  const [first] = pieces
  const path = pieces.length === 1 && first ? first.path : `${first?.path} and others`
  const bytes = new Uint8Array(pieces.reduce((sum, { range }) => sum + range.end - range.start, 0))
  let at = 0
  const watch = watchStall(reading)
  try {
    for await (const piece of piecesOf(await ask(url, path, {}, watch), path, watch)) {
      if (at + piece.length > bytes.length) throw tooLong(path, bytes.length)
      bytes.set(piece, at)
      at += piece.length
    }
  } finally {
    watch.end()
  }
  if (at < bytes.length) throw new PreparedReadError('network', path, `broke off after ${at} of ${bytes.length} bytes`)
  return bytes
}

/** The address holds the revision, so what the browser kept of it is right. */
async function readText(url: string, path: string, most: number, reading: Reading): Promise<Uint8Array<ArrayBuffer>> {
  const watch = watchStall(reading)
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  try {
    const response = await ask(url, path, {}, watch, 'default')
    for await (const piece of piecesOf(response, path, watch)) {
      bytes += piece.length
      if (bytes > most) throw tooLong(path, most)
      pieces.push(new Uint8Array(piece))
    }
  } finally {
    watch.end()
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer())
}

interface WholeFile {
  readonly url: string
  readonly path: string
  readonly bytes: number
  readonly compressed: boolean
}

async function* readWhole({ url, path, bytes, compressed }: WholeFile, reading: Reading) {
  const watch = watchStall(reading)
  try {
    const packed = compressed ? await askForTwin(url, path, watch) : null
    const response = packed ? unpack(packed) : await ask(url, path, {}, watch)
    let at = 0
    for await (const piece of piecesOf(response, path, watch)) {
      at += piece.length
      if (at > bytes) throw tooLong(path, bytes)
      yield piece
    }
    if (at < bytes) throw new PreparedReadError('network', path, `broke off after ${at} of ${bytes} bytes`)
  } finally {
    watch.end()
  }
}

/** The compressed twin of a file; `null` where there is none. */
async function askForTwin(url: string, path: string, watch: StallWatch): Promise<Response | null> {
  try {
    return await ask(`${url}.gz`, path, {}, watch)
  } catch (error) {
    if (error instanceof PreparedReadError && error.code === 'missing') return null
    throw error
  }
}

function unpack(packed: Response): Response {
  return new Response(packed.body?.pipeThrough(new DecompressionStream('gzip')) ?? null)
}

function tooLong(path: string, bytes: number): PreparedReadError {
  return new PreparedReadError('wrong-length', path, `sent more than the ${bytes} bytes that were asked for`)
}

/** A request that ends itself when nothing comes for a while. */
interface StallWatch {
  readonly signal: AbortSignal
  readonly given: AbortSignal
  readonly touch: () => void
  readonly end: () => void
}

function watchStall({ signal, stallMs }: Reading): StallWatch {
  const own = new AbortController()
  const stall = () => own.abort(new Error(`nothing came for ${stallMs / 1000} s`))
  let timer = setTimeout(stall, stallMs)
  return {
    signal: AbortSignal.any([signal, own.signal]),
    given: signal,
    touch() {
      clearTimeout(timer)
      timer = setTimeout(stall, stallMs)
    },
    end() {
      clearTimeout(timer)
      own.abort()
    },
  }
}

// Without `no-store` Chrome answers the ranges of one address one after the other, so that its cache can be filled.
async function ask(
  url: string,
  path: string,
  headers: Record<string, string>,
  watch: StallWatch,
  cache: RequestCache = 'no-store',
): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, { headers, cache, signal: watch.signal })
  } catch (cause) {
    throw broken(path, cause, watch)
  }
  watch.touch()
  if (response.ok) return response
  const reason = await reasonOf(response)
  const said = `cannot be read: the server answered ${response.status}${reason && ` (${reason})`}`
  if (response.status === 404 || response.status === 410) throw new PreparedReadError('missing', path, said)
  if (response.status === 409 || response.status === 412) throw new PreparedReadError('changed', path, said)
  if (response.status === 416) throw new PreparedReadError('wrong-length', path, said)
  throw new PreparedReadError(response.status === 429 || response.status >= 500 ? 'http' : 'refused', path, said)
}

async function* piecesOf(response: Response, path: string, watch: StallWatch): AsyncGenerator<Uint8Array, void, void> {
  const reader = response.body?.getReader()
  if (!reader) return
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      watch.touch()
      yield value
    }
  } catch (cause) {
    throw broken(path, cause, watch)
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

function broken(path: string, cause: unknown, { given, signal }: StallWatch): unknown {
  if (given.aborted) return given.reason
  if (cause instanceof PreparedReadError) return cause
  const reason = signal.aborted ? signal.reason : cause
  const message = reason instanceof Error ? reason.message : String(reason)
  return new PreparedReadError('network', path, `cannot be fetched: ${message}`, { cause })
}

/** What a problem document gives as its reason, cut; the empty text for anything else. */
async function reasonOf(response: Response): Promise<string> {
  try {
    const text = (await response.text()).slice(0, PROBLEM_BYTES)
    const problem: unknown = JSON.parse(text)
    const detail = typeof problem === 'object' && problem !== null && 'detail' in problem ? problem.detail : ''
    return String(detail).slice(0, 300)
  } catch {
    return ''
  }
}

/** Whether an address is of this machine, where unpacking costs more than it saves. */
export function isThisMachine(url: string): boolean {
  return /^(localhost|127\..*|\[::1\])$/.test(new URL(url).hostname)
}
