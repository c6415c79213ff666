import { ExampleError } from '@/lib/core/example-error'
import { LoadError } from '../load-error'
import type { ByteSource } from './byte-source'
import { detectFormat, HEAD_BYTES } from './detect-format'
import { createArrayScanner, createLineScanner, type RowScanner } from './json-scanner'
import { encodeRows, type ReadOptions, type ShardBatch } from './shard-batch'

const ROWS_OF_BATCH = 512
const CHARACTERS_OF_BATCH = 8_000_000

type ByteStream = ReadableStream<Uint8Array<ArrayBuffer>>

/**
 * Reads a JSON list or JSONL, gzipped or not, as a stream. A torn line or item is an error of that row and the rest goes
 * on. Throws `LoadError` where the file itself is at fault, after the rows before the fault.
 */
export async function* readJson(source: ByteSource, isGzip: boolean, options: ReadOptions): AsyncGenerator<ShardBatch> {
  const pending = createPending(source.name, options)
  try {
    for await (const rows of cutRows(source, isGzip)) yield* pending.push(rows)
  } catch (error) {
    yield* pending.flush()
    throw error
  }
  yield* pending.flush()
}

async function* cutRows(source: ByteSource, isGzip: boolean): AsyncGenerator<readonly string[]> {
  const stream = await source.stream()
  let scanner: RowScanner | null = null
  let head: Uint8Array = new Uint8Array(0)
  for await (const chunk of isGzip ? unzip(stream, source.name) : readStream(stream, source.name)) {
    if (scanner) {
      yield scanner.push(chunk)
      continue
    }
    head = join(head, chunk)
    if (head.length < HEAD_BYTES && isBlank(head)) continue
    scanner = createScanner(head, source.name, isGzip)
    yield scanner.push(head)
  }
  if (!scanner) throw new LoadError('empty', `${source.name} is empty.`)
  yield scanner.end()
}

function createScanner(head: Uint8Array, name: string, isGzip: boolean): RowScanner {
  const format = detectFormat(head.subarray(0, HEAD_BYTES), name)
  if (format === 'json-array') return createArrayScanner(name)
  if (format === 'json-lines') return createLineScanner(name)
  if (isGzip && format === 'parquet')
    throw new LoadError(
      'parquet-gzip',
      `${name} is a gzipped Parquet file. Parquet is compressed inside: unpack it with gunzip.`,
    )
  throw new LoadError('unknown-format', `${name} is packed twice: unpack it once with gunzip.`)
}

/** Gathers row texts into batches, passing over the rows before `startRow`. */
function createPending(name: string, { startRow, encode }: ReadOptions) {
  let texts: string[] = []
  let characters = 0
  let nextRow = 0

  async function* push(rows: readonly string[]): AsyncGenerator<ShardBatch> {
    for (const text of rows) {
      if (nextRow++ < startRow) continue
      texts.push(text)
      characters += text.length
      if (texts.length >= ROWS_OF_BATCH || characters >= CHARACTERS_OF_BATCH) yield* flush()
    }
  }

  async function* flush(): AsyncGenerator<ShardBatch> {
    if (texts.length === 0) return
    const firstRow = nextRow - texts.length
    const rows = texts.map((text, index) => parseRow(text, name, firstRow + index))
    texts = []
    characters = 0
    yield await encodeRows(rows, firstRow, name, encode)
  }

  return { push, flush }
}

function parseRow(text: string, file: string, row: number): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    return new ExampleError({ file, row, column: '(row)' }, `is no valid JSON: ${reason}`)
  }
}

async function* readStream(stream: ByteStream, name: string): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
  } catch (cause) {
    throw new LoadError('network', `${name} could not be read to its end. Try again.`, undefined, { cause })
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

async function* unzip(stream: ByteStream, name: string): AsyncGenerator<Uint8Array> {
  try {
    yield* readStream(stream.pipeThrough(new DecompressionStream('gzip')), name)
  } catch (cause) {
    if (!(cause instanceof LoadError) || cause.code !== 'network') throw cause
    throw new LoadError(
      'json',
      `${name} is a torn or damaged gzip file. The rows that could be read are kept; the last of them may be wrong. Get the file again.`,
      undefined,
      { cause },
    )
  }
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte <= 32 || byte === 0xef || byte === 0xbb || byte === 0xbf)
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length)
  joined.set(first)
  joined.set(second, first.length)
  return joined
}
