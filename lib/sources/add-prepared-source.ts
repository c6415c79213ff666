import { createHash } from 'node:crypto'
import { type PreparedManifest, parseManifest } from '@/lib/core/prepared/manifest'
import { fileOf, MANIFEST_FILE, PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import { PreparedFormatError } from '@/lib/core/prepared/prepared-format-error'
import { factsOf } from './prepared-source'
import { probeFile } from './remote-probe'
import type { SourceSettings } from './settings'
import { SourceError } from './source-error'
import type { StoredShard, StoredSource } from './stored-source'
import { readText } from './upstream-body'
import { followUpstream, type UpstreamOrigin } from './upstream-redirects'
import { describeUrl, type UpstreamSettings } from './upstream-request'
import { upstreamStatusError } from './upstream-status'

/** Longest manifest that is read from another server, in bytes. */
const MANIFEST_LIMIT_BYTES = 16 * 1024 * 1024

/**
 * Describes the prepared dataset whose manifest lies at `url` as a source. A query of the address goes with every file.
 * Throws `url-format-unknown` where the file is no such manifest, and what `probePreparedFiles` throws.
 */
export async function probePreparedUrl(
  url: URL,
  label: string | undefined,
  settings: SourceSettings,
  signal: AbortSignal,
): Promise<StoredSource> {
  const found = await probePreparedFiles(url, { network: null, credential: null }, settings, signal)
  if (found === null)
    throw new SourceError('url-format-unknown', `${describeUrl(url)} is no manifest of a prepared dataset.`)
  const folder = url.pathname.split('/').at(-2) ?? ''
  return {
    kind: 'url',
    id: `url-${createHash('sha256').update(url.href).digest('hex').slice(0, 12)}`,
    label: label ?? `${folder || 'Prepared dataset'} (${url.host})`.slice(0, 100),
    ...found,
  }
}

/**
 * The files of the prepared dataset whose manifest lies at `url`, beside it; `null` where that is no such manifest. One
 * byte of a file is asked for, which shows whether the server has ranges. Throws `prepared-damaged`, `source-no-ranges`
 * and what `probeFile` throws.
 */
export async function probePreparedFiles(
  url: URL,
  origin: UpstreamOrigin,
  settings: SourceSettings,
  signal: AbortSignal,
): Promise<Pick<StoredSource, 'network' | 'shards' | 'prepared'> | null> {
  const text = await readManifestText(url, origin, settings.upstream, signal)
  if (!/"format"\s*:\s*"alignx-prepared"/.test(text)) return null
  const manifest = parseRemoteManifest(text, url)
  const probed = besideManifest(url, PREPARED_FILES.directions)
  const probe = await probeFile(probed, origin, settings.upstream, signal)
  if (!probe.ranges)
    throw new SourceError(
      'source-no-ranges',
      `The server of ${describeUrl(url)} serves no byte ranges, which a prepared dataset needs. Put it on a server that does.`,
    )
  const { bytes } = fileOf(manifest, PREPARED_FILES.directions)
  if (probe.bytes !== bytes)
    throw new SourceError(
      'prepared-damaged',
      `${describeUrl(probed)} has ${probe.bytes} bytes; its manifest says ${bytes}. Copy the whole folder there again.`,
    )
  const sha256 = createHash('sha256').update(text).digest('hex')
  const manifestFile = { bytes: Buffer.byteLength(text), sha256 }
  return {
    network: probe.network,
    shards: Object.entries({ ...manifest.files, [MANIFEST_FILE]: manifestFile }).map(([name, file]): StoredShard => {
      const { href } = besideManifest(url, name)
      return {
        name,
        url: href,
        bytes: file.bytes,
        etag: `"${file.sha256.slice(0, 32)}"`,
        upstreamTag: null,
        ranges: true,
      }
    }),
    prepared: factsOf(manifest, sha256.slice(0, 16)),
  }
}

function besideManifest(manifest: URL, path: string): URL {
  const url = new URL(path, manifest)
  url.search = manifest.search
  return url
}

async function readManifestText(
  url: URL,
  origin: UpstreamOrigin,
  settings: UpstreamSettings,
  signal: AbortSignal,
): Promise<string> {
  const answer = await followUpstream(url, {}, origin, settings, signal)
  if (answer.response.statusCode !== 200) throw upstreamStatusError(answer)
  return readText(answer, MANIFEST_LIMIT_BYTES, settings, signal)
}

function parseRemoteManifest(text: string, url: URL): PreparedManifest {
  try {
    return parseManifest(text, describeUrl(url))
  } catch (error) {
    if (!(error instanceof PreparedFormatError)) throw error
    throw new SourceError('prepared-damaged', error.message, { cause: error })
  }
}
