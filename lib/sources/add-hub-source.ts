import { createHash } from 'node:crypto'
import { probePreparedFiles } from './add-prepared-source'
import { type Hub, type HubFile, listHubFiles, resolveCommit } from './hub-client'
import { formatHubReference, parseHubReference } from './hub-reference'
import { probeFile } from './remote-probe'
import type { SourceSettings } from './settings'
import { SourceError } from './source-error'
import type { StoredShard, StoredSource } from './stored-source'

export interface NewHubSource {
  readonly ref: string
  readonly token?: string | undefined
  readonly label?: string | undefined
}

/**
 * Resolves the revision to a commit, lists the dataset there and reads the first byte of its first shard, so that a
 * gate, a bad token or a server without ranges shows now. Throws the `hub-…`, `upstream-…` and `source-…` errors.
 */
export async function probeHubSource(
  input: NewHubSource,
  settings: SourceSettings,
  signal: AbortSignal,
): Promise<StoredSource> {
  const ref = parseHubReference(input.ref)
  const token = input.token ?? null
  const hub = openHub(settings, token ?? settings.hubToken)
  const commit = await resolveCommit(hub, ref, signal)
  const text = formatHubReference(ref)
  const base = {
    kind: 'hub',
    id: `hub-${createHash('sha256').update(`${settings.hubUrl} ${text}`).digest('hex').slice(0, 12)}`,
    label: input.label ?? text.slice('hf://datasets/'.length).slice(0, 100),
    ref: text,
    hubUrl: settings.hubUrl,
    commit,
    token,
  } as const
  const { files, manifest } = await listHubFiles(hub, ref, commit, signal)
  const prepared = manifest && (await probePreparedFiles(new URL(manifest), hub.origin, settings, signal))
  if (prepared) return { ...base, ...prepared }
  const [first] = files
  if (first === undefined) throw new SourceError('source-empty', `${ref.owner}/${ref.name} has no file to open.`)
  const probe = await probeFile(new URL(first.url), hub.origin, settings.upstream, signal)
  if (probe.bytes !== null && probe.bytes !== first.bytes)
    throw new SourceError(
      'upstream-wrong-length',
      `${first.path} has ${probe.bytes} bytes; the hub lists it with ${first.bytes}.`,
    )
  checkWholeFiles(files, probe.ranges, settings)
  return {
    ...base,
    network: probe.network,
    shards: files.map((file) => storeFile(file, probe.ranges)),
    prepared: null,
  }
}

function openHub(settings: SourceSettings, token: string | null): Hub {
  const credential = token === null ? null : { origin: new URL(settings.hubUrl).origin, token }
  return { url: settings.hubUrl, origin: { network: null, credential }, settings: settings.upstream }
}

/** The hub's own tag names the content, so it is ours; the stores behind the hub send tags of other kinds. */
function storeFile({ path, url, bytes, tag }: HubFile, ranges: boolean): StoredShard {
  return { name: path, url, bytes, etag: `"${tag}"`, upstreamTag: null, ranges }
}

function checkWholeFiles(files: readonly HubFile[], ranges: boolean, { upstream }: SourceSettings): void {
  const large = ranges ? undefined : files.find(({ bytes }) => bytes > upstream.wholeFileLimitBytes)
  if (large !== undefined)
    throw new SourceError(
      'source-too-large',
      `${large.path} has ${large.bytes} bytes and the hub serves no byte ranges; only up to ${upstream.wholeFileLimitBytes} bytes are read whole.`,
    )
}
