import type { PreparedFile, PreparedManifest } from './manifest'
import { PreparedFormatError } from './prepared-format-error'

export const MANIFEST_FILE = 'manifest.json'
export const TOTALS_FILE = 'totals.json'

/** The files of a prepared dataset beside its text packs, by what they hold. */
export const PREPARED_FILES = {
  totals: TOTALS_FILE,
  directions: 'directions.bin',
  history: 'history.bin',
  facets: 'facets.bin',
  textIndex: 'text/index.bin',
  hashes: 'hashes.bin',
  terms: 'terms/terms.bin',
  postings: 'terms/postings.bin',
  database: 'index.duckdb',
} as const

/** What the manifest says of a file. Throws `PreparedFormatError` when it says nothing. */
export function fileOf(manifest: Pick<PreparedManifest, 'files'>, path: string): PreparedFile {
  const entry = Object.hasOwn(manifest.files, path) ? manifest.files[path] : undefined
  if (!entry) throw new PreparedFormatError(MANIFEST_FILE, `does not name ${path}`)
  return entry
}
