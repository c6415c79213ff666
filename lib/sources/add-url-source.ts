import { createHash } from 'node:crypto'
import { MANIFEST_FILE } from '@/lib/core/prepared/manifest-files'
import { probePreparedUrl } from './add-prepared-source'
import { probeFile } from './remote-probe'
import type { SourceSettings } from './settings'
import { isShardPath, SHARD_ENDINGS } from './shard-name'
import { SourceError } from './source-error'
import type { SourceNetwork, StoredShard, StoredSource } from './stored-source'

const PROBES_AT_ONCE = 6

/**
 * Probes every URL and describes them as one source. The same URLs give the same id. Throws `url-invalid`,
 * `url-format-unknown` and what `probeFile` throws, naming the URL.
 */
export async function probeUrlSource(
  texts: readonly string[],
  label: string | undefined,
  settings: SourceSettings,
  signal: AbortSignal,
): Promise<StoredSource> {
  const [only = ''] = texts
  if (texts.length === 1 && isManifestAddress(only)) return probePreparedUrl(parseUrl(only), label, settings, signal)
  const urls = texts.map(parseSourceUrl)
  const names = nameUrls(urls)
  const networks: SourceNetwork[] = []
  const shards: StoredShard[] = []
  for (let at = 0; at < urls.length; at += PROBES_AT_ONCE) {
    const probes = urls.slice(at, at + PROBES_AT_ONCE).map(async (url, offset) => {
      const { network, ...file } = await probeFile(url, { network: null, credential: null }, settings.upstream, signal)
      return { network, shard: { ...file, name: names[at + offset] ?? '', url: url.href } }
    })
    for (const { network, shard } of await Promise.all(probes)) {
      networks.push(network)
      shards.push(shard)
    }
  }
  const network = oneNetwork(networks)
  const id = `url-${createHash('sha256')
    .update(urls.map(({ href }) => href).join('\n'))
    .digest('hex')
    .slice(0, 12)}`
  return { kind: 'url', id, label: label ?? defaultLabel(urls, names), network, shards, prepared: null }
}

/** Throws `url-invalid` for what is not an http or https URL without a user name, `url-format-unknown` for its ending. */
function parseSourceUrl(text: string): URL {
  const url = parseUrl(text)
  if (!isShardPath(baseName(url)))
    throw new SourceError(
      'url-format-unknown',
      `${JSON.stringify(text.slice(0, 120))}: the path must end in ${SHARD_ENDINGS}, or be the ${MANIFEST_FILE} of one prepared dataset.`,
    )
  return url
}

function parseUrl(text: string): URL {
  const shown = JSON.stringify(text.slice(0, 120))
  if (!URL.canParse(text))
    throw new SourceError('url-invalid', `${shown} is not an address. Write it with https:// in front.`)
  const url = new URL(text)
  url.hash = ''
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new SourceError('url-invalid', `${shown} is a ${url.protocol} address; only http and https are read.`)
  if (url.username !== '' || url.password !== '')
    throw new SourceError('url-invalid', 'The address has a user name or a password in it. Take it out.')
  return url
}

function isManifestAddress(text: string): boolean {
  return URL.canParse(text) && baseName(new URL(text)) === MANIFEST_FILE
}

function baseName(url: URL): string {
  const last = url.pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last).replaceAll(/[\\/\p{Cc}]/gu, '_')
  } catch {
    return last
  }
}

/** The last part of each path, with its place in front where two are alike. */
function nameUrls(urls: readonly URL[]): string[] {
  const names = urls.map(baseName)
  return names.map((name, index) => (names.indexOf(name) === names.lastIndexOf(name) ? name : `${index}-${name}`))
}

function defaultLabel(urls: readonly URL[], names: readonly string[]): string {
  const [url] = urls
  return (names.length === 1 ? `${names[0]} (${url?.host})` : `${names.length} files from ${url?.host}`).slice(0, 100)
}

function oneNetwork(networks: readonly SourceNetwork[]): SourceNetwork {
  const [first, ...others] = networks
  if (first === undefined || others.some((network) => network !== first))
    throw new SourceError(
      'url-invalid',
      'The addresses lie in different networks (public, private, this machine). Add them as separate sources.',
    )
  return first
}
