import { LoadError } from '../load-error'
import { type ByteSource, type CountBytes, countingStream, openFile } from './byte-source'

const RETRY_DELAYS_MS = [300, 1000]
const FIRST_BYTE = 'bytes=0-0'
/** How our own server answers a range of a file whose server serves none (`source-no-ranges`). */
const NO_RANGES = 422

/**
 * A shard behind an address. The first request asks for a plain range, which tells the length without HEAD and without
 * suffix ranges; a server that ignores or refuses ranges sends the whole file, which is then kept in memory.
 * A range whose connection breaks is asked for again. Throws `LoadError` (`http`, `network`, `empty`, `file-changed`).
 */
export async function openUrl(url: string, name: string, count: CountBytes): Promise<ByteSource> {
  const response = await request(url, name, { Range: FIRST_BYTE })
  if (response.status === 206) {
    const size = totalOf(response)
    await response.body?.cancel()
    if (size !== null) return rangedSource(url, name, size, count)
    return wholeSource(await request(url, name, {}), name, count)
  }
  if (response.status === NO_RANGES) return wholeSource(await request(url, name, {}), name, count)
  return wholeSource(response, name, count)
}

function rangedSource(url: string, name: string, size: number, count: CountBytes): ByteSource {
  return {
    name,
    size,
    isLocal: false,
    async readRange(from, to) {
      if (to <= from) return new ArrayBuffer(0)
      for (const delay of [...RETRY_DELAYS_MS, null])
        try {
          return await readRange(url, { name, size, from, to }, count)
        } catch (error) {
          if (!(error instanceof LoadError) || error.code !== 'network' || delay === null) throw error
          await wait(delay)
        }
      throw changed(name)
    },
    async stream() {
      const response = await request(url, name, {})
      if (!response.body) throw changed(name)
      return response.body.pipeThrough(countingStream(count))
    },
  }
}

interface Range {
  readonly name: string
  /** The file's length when it was opened. */
  readonly size: number
  readonly from: number
  /** Excluded. */
  readonly to: number
}

async function readRange(url: string, { name, size, from, to }: Range, count: CountBytes): Promise<ArrayBuffer> {
  const response = await request(url, name, { Range: `bytes=${from}-${to - 1}` })
  const total = totalOf(response)
  const start = startOf(response)
  if (response.status !== 206 || (total !== null && total !== size) || (start !== null && start !== from)) {
    await response.body?.cancel()
    throw changed(name)
  }
  const bytes = await readAll(response, name, to - from, count)
  if (bytes.byteLength !== to - from) throw changed(name)
  return bytes.buffer
}

async function wholeSource(response: Response, name: string, count: CountBytes): Promise<ByteSource> {
  const length = Number(response.headers.get('content-length') ?? 0)
  const bytes = await readAll(response, name, length, count)
  return openFile(new Blob([bytes]), name, () => undefined)
}

/** Reads a body into one buffer of the expected length, counting as it arrives. */
async function readAll(response: Response, name: string, expected: number, count: CountBytes) {
  let bytes = new Uint8Array(expected)
  let length = 0
  try {
    const reader = response.body?.getReader()
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      if (length + part.value.length > bytes.length) {
        const larger = new Uint8Array(2 * (length + part.value.length))
        larger.set(bytes.subarray(0, length))
        bytes = larger
      }
      bytes.set(part.value, length)
      length += part.value.length
      count(part.value.length)
    }
  } catch (cause) {
    count(-length)
    throw new LoadError('network', `${name}: the connection broke after ${length} bytes. Try again.`, undefined, {
      cause,
    })
  }
  return length === bytes.length ? bytes : bytes.slice(0, length)
}

/** The first byte of the range from `Content-Range: bytes 10-19/123`, or `null`. */
function startOf(response: Response): number | null {
  const start = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1]
  return start === undefined ? null : Number(start)
}

/** The file's length from `Content-Range: bytes 0-0/123`, or `null`. */
function totalOf(response: Response): number | null {
  const total = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1]
  return total === undefined ? null : Number(total)
}

// Chrome serves concurrent ranges of one address one by one unless its HTTP cache is passed by.
async function request(url: string, name: string, headers: Record<string, string>): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const delay = RETRY_DELAYS_MS[attempt]
    let response: Response
    try {
      response = await fetch(url, { headers, cache: 'no-store' })
    } catch (cause) {
      if (delay === undefined)
        throw new LoadError(
          'network',
          `${name} could not be fetched: the server does not answer. Try again.`,
          undefined,
          { cause },
        )
      await wait(delay)
      continue
    }
    if (response.ok) return response
    if (response.status === NO_RANGES && headers.Range === FIRST_BYTE) return response
    if (response.status === 416)
      throw headers.Range === FIRST_BYTE ? new LoadError('empty', `${name} is empty.`) : changed(name)
    if ((response.status !== 429 && response.status < 500) || delay === undefined) throw await refused(response, name)
    await wait(delay)
  }
}

async function refused(response: Response, name: string): Promise<LoadError> {
  const said = (await response.text().catch(() => '')).slice(0, 2000)
  const detail = /"detail"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(said)?.[1]
  const reason: unknown = detail ? JSON.parse(detail) : null
  return new LoadError(
    'http',
    `${name} could not be fetched: the server answered ${response.status}${typeof reason === 'string' ? `, ${reason.replace(/\.$/, '')}` : ''}.`,
  )
}

function changed(name: string): LoadError {
  return new LoadError('file-changed', `${name} changed while it was read. Open the source again.`)
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
