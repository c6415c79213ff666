import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { PreparedManifest } from '@/lib/core/prepared/manifest'
import { fileOf, MANIFEST_FILE } from '@/lib/core/prepared/manifest-files'
import { openLocalFile } from './local-files'
import type { LocalPrepared } from './prepared-manifest-file'
import { pathInRevision } from './prepared-path'
import { SourceError, type SourceProblem } from './source-error'
import { describePrepared, type PreparedFacts, type Source } from './source-listing'

/** The endings of a file that lies compressed beside the plain one. */
const TWIN_ENDING = /\.(br|gz)$/

/**
 * A prepared dataset in a folder below `root`. Only files that its manifest names are read, the manifest itself, and
 * their compressed twins. The id begins with `prepared-`, so that no added source can have it.
 */
export function createPreparedSource(root: string, label: string, prepared: LocalPrepared): Source {
  const { folder, revision, manifest, manifestBytes } = prepared
  const id = `prepared-${revision.slice(0, 12)}`
  return {
    id,
    async describe() {
      const base = { id, label, removable: false } as const
      return isManifest(manifest)
        ? describePrepared({ ...base, facts: factsOf(manifest, revision), problem: null })
        : describePrepared({ ...base, facts: null, problem: manifest })
    },
    async openShard(asked) {
      const path = pathInRevision(asked, revision)
      if (!isManifest(manifest)) throw new SourceError(manifest.code, manifest.message)
      const plain = path.replace(TWIN_ENDING, '')
      if (plain !== MANIFEST_FILE && !Object.hasOwn(manifest.files, plain))
        throw new SourceError(
          'shard-not-found',
          `The manifest of ${label} names no ${JSON.stringify(path.slice(0, 200))}.`,
        )
      const { bytes, sha256 } =
        plain === MANIFEST_FILE ? { bytes: manifestBytes, sha256: revision } : fileOf(manifest, plain)
      const reader = await openLocalFile(root, folder === '' ? path : `${folder}/${path}`)
      // Next drops the Content-Encoding of a route, so a compressed twin is a file of its own.
      if (path !== plain) return { ...reader, name: path, isImmutable: true }
      if (reader.bytes !== bytes) {
        await reader.close()
        throw new SourceError(
          'prepared-damaged',
          `${path} has ${reader.bytes} bytes; its manifest says ${bytes}. Copy the folder again or prepare it again.`,
        )
      }
      return { ...reader, name: path, etag: `"${sha256.slice(0, 32)}"`, isImmutable: true }
    },
    async locate() {
      if (!isManifest(manifest)) throw new SourceError(manifest.code, manifest.message)
      const { synthetic, bytes } = factsOf(manifest, revision)
      return { kind: 'prepared', id, label, synthetic, revision, bytes, folder: await realpath(join(root, folder)) }
    },
  }
}

/** The facts of a manifest that a list shows. */
export function factsOf(manifest: PreparedManifest, revision: string): PreparedFacts {
  const { rows, shards, files, synthetic } = manifest
  const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0)
  return { revision, rows, shardCount: shards.length, bytes, synthetic }
}

function isManifest(manifest: PreparedManifest | SourceProblem): manifest is PreparedManifest {
  return 'format' in manifest
}
