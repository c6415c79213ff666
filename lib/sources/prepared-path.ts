import { SourceError } from './source-error'

/**
 * The path of a file in a prepared dataset, of a request for `<revision>/<path>`. Throws `source-changed` for another
 * revision, so that files of two preparations are never mixed, and `shard-not-found` for a request without one.
 */
export function pathInRevision(asked: string, revision: string): string {
  const slash = asked.indexOf('/')
  if (slash < 0 || !/^[0-9a-f]{16}$/.test(asked.slice(0, slash)))
    throw new SourceError('shard-not-found', 'The files of a prepared dataset are read below its revision.')
  if (asked.slice(0, slash) !== revision)
    throw new SourceError('source-changed', `The dataset was prepared anew and is now ${revision}. Open it again.`)
  return asked.slice(slash + 1)
}
