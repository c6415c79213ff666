import { pathInRevision } from './prepared-path'
import { openRemoteShard } from './remote-shard'
import type { SourceSettings } from './settings'
import type { SignedLinks } from './signed-links'
import { SourceError, type SourceProblem } from './source-error'
import { describePrepared, describeSource, type Source } from './source-listing'
import type { StoredSource } from './stored-source'
import type { UpstreamOrigin } from './upstream-redirects'

/** A source on other servers as it was added. Describing it asks nothing of those servers. */
export function createRemoteSource(stored: StoredSource, settings: SourceSettings, links: SignedLinks): Source {
  const { id, kind, label, shards, prepared } = stored
  return {
    id,
    async describe() {
      if (prepared) return describePrepared({ id, label, removable: true, facts: prepared, problem: null })
      return describeSource({
        id,
        kind,
        label,
        revision: kind === 'hub' ? stored.commit : null,
        shards,
        problem: rangeProblem(stored, settings),
      })
    },
    locate: async () => null,
    async openShard(asked) {
      const name = prepared ? pathInRevision(asked, prepared.revision) : asked
      const shard = shards.find((candidate) => candidate.name === name)
      if (shard === undefined)
        throw new SourceError(
          'shard-not-found',
          `The source ${label} has no file ${JSON.stringify(name.slice(0, 200))}.`,
        )
      return openRemoteShard({
        sourceId: id,
        shard,
        isImmutable: prepared !== null,
        origin: originOf(stored, settings),
        links,
        settings: settings.upstream,
      })
    },
  }
}

function rangeProblem(stored: StoredSource, { upstream }: SourceSettings): SourceProblem | null {
  const whole = stored.shards.filter(({ ranges }) => !ranges)
  const [first] = whole
  if (first === undefined) return null
  const which = whole.length === 1 ? first.name : `${first.name} and ${whole.length - 1} more files`
  return {
    code: 'source-no-ranges',
    message: `The server of ${which} serves no byte ranges. Such files are read whole, up to ${upstream.wholeFileLimitBytes} bytes each.`,
  }
}

function originOf(stored: StoredSource, settings: SourceSettings): UpstreamOrigin {
  if (stored.kind === 'url') return { network: stored.network, credential: null }
  const token = stored.token ?? (stored.hubUrl === settings.hubUrl ? settings.hubToken : null)
  return {
    network: stored.network,
    credential: token === null ? null : { origin: new URL(stored.hubUrl).origin, token },
  }
}
