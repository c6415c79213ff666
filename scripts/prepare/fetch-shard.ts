import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { readdir, rename, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { finished } from 'node:stream/promises'
import { SourceError } from '@/lib/sources'
import type { InputShard, RemoteFile } from './list-shards'
import { isAbandoned, partialSuffix } from './prepare-shard'

/** A connection that ended: what was got before is good, and the rest may come at another try. */
const PASSING: ReadonlySet<string> = new Set(['upstream-dropped', 'upstream-timeout', 'upstream-unreachable'])

/**
 * Fetches a shard to a file beside its part `folder`, since the native reader needs a file; returns its path. Where the
 * server sends ranges, a dropped connection is taken up again as long as each one brings something, and so is what an
 * ended process of this machine had fetched of the same state of the shard. Throws `SourceError`.
 */
export async function fetchShard(shard: InputShard, remote: RemoteFile, folder: string): Promise<string> {
  const ending = /(\.[a-z]+(?:\.gz)?)$/i.exec(shard.name)?.[1] ?? ''
  const state = createHash('sha256').update(`${shard.bytes} ${shard.tag}`).digest('hex').slice(0, 8)
  const prefix = `${folder}.fetched-${state}`
  const path = `${prefix}.${partialSuffix()}${ending}`
  let position = remote.hasRanges ? await takeOver(prefix, ending, path) : 0
  if (position > 0 && position === shard.bytes) return path
  for (;;) {
    const from = position
    const file = createWriteStream(path, { flags: from === 0 ? 'w' : 'a' })
    try {
      for await (const piece of remote.read(from, new AbortController().signal)) {
        if (!file.write(piece)) await once(file, 'drain')
        position += piece.length
      }
      return path
    } catch (error) {
      const isPassing = error instanceof SourceError && PASSING.has(error.code)
      if (!isPassing || !remote.hasRanges || position === from) throw error
    } finally {
      file.end()
      await finished(file)
    }
  }
}

/** Makes what an ended process left this process's own; returns how long it is. The rename says who gets it. */
async function takeOver(prefix: string, ending: string, path: string): Promise<number> {
  const folder = dirname(prefix)
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${basename(prefix)}.`) || !name.endsWith(ending)) continue
    if (!isAbandoned(name.slice(0, name.length - ending.length))) continue
    const isOurs = await rename(join(folder, name), path).then(
      () => true,
      () => false,
    )
    if (isOurs) return (await stat(path)).size
  }
  return 0
}
