import 'server-only'
import { createHash } from 'node:crypto'
import type { ContentHasher } from '@/lib/core/content-hash'

/** A reusable SHA-256 for `hashExample` on the server. `update` copies what it is given. Not for concurrent use. */
export function createContentHasher(): ContentHasher {
  let hash = createHash('sha256')
  return {
    init: () => {
      hash = createHash('sha256')
    },
    update: (bytes) => {
      hash.update(bytes)
    },
    digest: () => hash.digest('hex'),
  }
}
