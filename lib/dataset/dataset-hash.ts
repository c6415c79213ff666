import { createSHA256 } from 'hash-wasm'

const encoder = new TextEncoder()

/**
 * SHA-256 (64 hex characters) of a set of examples: over their content hashes in ascending order, a newline after each,
 * as `sort hashes.txt | sha256sum` gives it. The same for the same rows in any order and sharding; copies count.
 */
export async function hashDataset(contentHashes: readonly string[]): Promise<string> {
  const sha256 = (await createSHA256()).init()
  const sorted = [...contentHashes].sort()
  for (let start = 0; start < sorted.length; start += 1000)
    sha256.update(encoder.encode(`${sorted.slice(start, start + 1000).join('\n')}\n`))
  return sha256.digest('hex')
}
