import { createRandom } from '@/lib/core/random'
import { planFacet } from './facet-columns'
import { encodeHeader } from './file-header'
import type { PreparedManifest } from './manifest'
import { PREPARED_FILES } from './manifest-files'
import { encodePosting } from './postings'
import { TermsWriter, termsHeaderFields } from './terms'

export function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

const SHA256 = 'ab'.repeat(32)

/** A valid manifest of two shards with 5 rows in all. */
export function sampleManifest(): PreparedManifest {
  const file = { bytes: 1064, sha256: SHA256 }
  return {
    format: 'alignx-prepared',
    version: 1,
    generator: { name: 'alignx-lens', version: '0.1.0' },
    synthetic: true,
    rows: 5,
    datasetHash: SHA256,
    shards: [
      { name: 'a.parquet', rows: 3, rowStart: 0, leftOut: 1, bytes: 100, sha256: SHA256, pack: 'text/00000.pack' },
      { name: 'b.parquet', rows: 2, rowStart: 3, leftOut: 0, bytes: 90, sha256: SHA256, pack: 'text/00001.pack' },
    ],
    facets: [planFacet('prompt_length', 0, 300), planFacet('length_difference', -40, 40)],
    files: {
      ...Object.fromEntries(Object.values(PREPARED_FILES).map((path) => [path, file])),
      'directions.bin': { ...file, chunks: { bytes: 600, sha256: [SHA256, SHA256] } },
      'text/00000.pack': file,
      'text/00001.pack': file,
    },
  }
}

/** `terms.bin` and `postings.bin` of words with their rows. */
export function buildTerms(words: ReadonlyMap<string, readonly number[]>, rows: number) {
  const writer = new TermsWriter()
  const encoder = new TextEncoder()
  const sorted = [...words].sort(([first], [second]) => Buffer.compare(Buffer.from(first), Buffer.from(second)))
  const blocks: Uint8Array[] = []
  const postings: Uint8Array[] = [encodeHeader('postings', { rows, fields: [] })]
  for (const [word, wordRows] of sorted) {
    const { kind, bytes } = encodePosting(wordRows, rows)
    postings.push(bytes)
    const block = writer.add(encoder.encode(word), { count: wordRows.length, kind, bytes: bytes.length })
    if (block) blocks.push(block)
  }
  const { block, list, header } = writer.finish()
  if (block) blocks.push(block)
  const terms = join(encodeHeader('terms', { rows, fields: termsHeaderFields(header) }), list, ...blocks)
  return { terms, postings: join(...postings) }
}

/** Sorted entries of `hashes.bin` after its header; every fifth row has the hash of the row before it. */
export function buildHashes(rows: number, seed = 1) {
  const random = createRandom(seed)
  const hashes: string[] = []
  for (let row = 0; row < rows; row++) {
    const fresh = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('')
    hashes.push(row % 5 === 4 ? (hashes[row - 1] ?? fresh) : fresh)
  }
  return { hashes, data: sortEntries(hashes) }
}

/** The entries of these hashes in the order of `hashes.bin`. */
export function sortEntries(hashes: readonly string[]): Uint8Array<ArrayBuffer> {
  const entries = hashes.map((hash, row) => {
    const entry = Buffer.alloc(20)
    entry.write(hash, 'hex')
    entry.writeUInt32LE(row, 16)
    return { hash, row, entry }
  })
  entries.sort((first, second) =>
    first.hash < second.hash ? -1 : first.hash > second.hash ? 1 : first.row - second.row,
  )
  return Uint8Array.from(Buffer.concat(entries.map(({ entry }) => entry)))
}
