import { z } from 'zod'
import { CONTENT_HASH_LENGTH } from './content-hash'

/** A list of content hashes cannot be read. The message names the line and what is wrong with it. */
export class HashListError extends Error {
  override name = 'HashListError'
  readonly code = 'hash-list-unreadable'
  /** `line` is 1-based, 0 for the list as a whole. */
  constructor(
    readonly line: number,
    problem: string,
  ) {
    super(line === 0 ? `The list ${problem}` : `Line ${line} ${problem}`)
  }
}

const HASH = new RegExp(`^[0-9a-f]{${CONTENT_HASH_LENGTH}}$`)
const lineSchema = z.object({ hash: z.string().regex(HASH) })

/**
 * The content hashes of a text, each once, in their order: a hash a line, or JSON lines with a `hash` (other fields are
 * ignored, so that exports of rows and results will do). Empty lines are left out. Throws `HashListError` at the first
 * line that is neither, and for a text without any hash.
 */
export function readHashList(text: string): readonly string[] {
  const hashes = new Set<string>()
  text.split(/\r?\n/).forEach((raw, at) => {
    const line = at === 0 ? raw.replace(/^\ufeff/, '').trim() : raw.trim()
    if (line !== '') hashes.add(readLine(line, at + 1))
  })
  if (hashes.size === 0) throw new HashListError(0, 'holds no content hash')
  return [...hashes]
}

function readLine(line: string, number: number): string {
  if (HASH.test(line)) return line
  const shown = JSON.stringify(line.length > 60 ? `${line.slice(0, 60)}…` : line)
  const wanted = `a content hash is ${CONTENT_HASH_LENGTH} characters of 0-9 and a-f`
  if (!line.startsWith('{')) throw new HashListError(number, `is ${shown}: ${wanted}`)
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new HashListError(number, `is no JSON: ${shown}`)
  }
  const parsed = lineSchema.safeParse(value)
  if (!parsed.success) throw new HashListError(number, `has no "hash" that is one: ${shown}; ${wanted}`)
  return parsed.data.hash
}

/** The hashes as JSON lines that `readHashList` reads back. */
export function formatHashList(hashes: readonly string[]): string {
  return hashes.map((hash) => `{"hash":"${hash}"}\n`).join('')
}
