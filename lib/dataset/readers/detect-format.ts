import { LoadError } from '../load-error'

export type FileFormat = 'parquet' | 'json-array' | 'json-lines' | 'gzip'

/** Bytes that are enough to tell the formats apart, unless a file begins with much white space. */
export const HEAD_BYTES = 4096

const NAMED: readonly (readonly [name: string, magic: readonly number[]])[] = [
  ['a ZIP archive: unpack it first', [0x50, 0x4b, 0x03, 0x04]],
  ['compressed with Zstandard: unpack it first', [0x28, 0xb5, 0x2f, 0xfd]],
  ['an Arrow file, not Parquet', [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31]],
]

/**
 * The format of a file by its first bytes, whatever its name says. Throws `LoadError` (`empty`, `unknown-format`), which
 * names what the file begins with.
 */
export function detectFormat(head: Uint8Array, name: string): FileFormat {
  if (head.length === 0) throw new LoadError('empty', `${name} is empty.`)
  if (startsWith(head, [0x50, 0x41, 0x52, 0x31])) return 'parquet'
  if (startsWith(head, [0x50, 0x41, 0x52, 0x45]))
    throw new LoadError('unknown-format', `${name} is an encrypted Parquet file, which cannot be read here.`)
  if (startsWith(head, [0x1f, 0x8b])) return 'gzip'
  const text = new TextDecoder()
    .decode(head)
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (text === '') throw new LoadError('empty', `${name} is empty: it holds white space alone.`)
  if (text.startsWith('[')) return 'json-array'
  if (text.startsWith('{')) return 'json-lines'
  const known = NAMED.find(([, magic]) => startsWith(head, magic))?.[0]
  const beginning = known ?? `no Parquet, JSON or JSONL: it begins with ${JSON.stringify(text.slice(0, 24))}`
  throw new LoadError('unknown-format', `${name} is ${beginning}.`)
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte)
}
