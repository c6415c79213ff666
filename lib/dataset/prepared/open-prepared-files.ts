import { parseManifest } from '@/lib/core/prepared/manifest'
import { MANIFEST_FILE } from '@/lib/core/prepared/manifest-files'
import { type ByteCache, NO_CACHE } from './byte-cache'
import type { ByteStore } from './byte-store'
import { sha256Of } from './check-bytes'
import { createCheckedFiles, type PreparedFiles } from './prepared-files'
import { PreparedReadError } from './prepared-read-error'
import { type RetryPlan, retry, USUAL_RETRIES } from './retry'

/** Longest manifest that is read, in bytes. */
const MANIFEST_BYTES = 64 * 1024 * 1024

interface OpenOptions {
  /** First 16 hex characters of the manifest's SHA-256, `null` where any manifest will do. */
  readonly revision: string | null
  readonly cache?: ByteCache
  readonly retries?: RetryPlan
}

/** Reads the manifest. Throws `PreparedReadError`, `changed` for another revision, and `PreparedFormatError`. */
export async function openPreparedFiles(
  store: ByteStore,
  { revision, cache = NO_CACHE, retries = USUAL_RETRIES }: OpenOptions,
  signal: AbortSignal,
): Promise<PreparedFiles> {
  const text = await retry(() => store.readText(MANIFEST_FILE, MANIFEST_BYTES, signal), retries, signal)
  if (revision !== null && !(await sha256Of(text)).startsWith(revision))
    throw new PreparedReadError('changed', MANIFEST_FILE, 'is not the one that was listed')
  const manifest = parseManifest(new TextDecoder().decode(text))
  return { manifest, ...createCheckedFiles(store, manifest, cache, retries) }
}
