import type { AddressClass } from './address-class'
import { SourceError } from './source-error'
import { describeUrl, dropAnswer, sendUpstream, type UpstreamAnswer, type UpstreamSettings } from './upstream-request'

export const MAX_REDIRECTS = 5

/** A token and the one origin it may be sent to. */
export interface Credential {
  readonly origin: string
  readonly token: string
}

/**
 * Where a configured source lives. `network` is the class of its host's address when it was added; `null` while it is
 * being added, when any class but link-local and reserved may be reached.
 */
export interface UpstreamOrigin {
  readonly network: AddressClass | null
  readonly credential: Credential | null
}

/** The end of a chain of redirects. `first` is the answer to the first request, `null` when there was no redirect. */
export interface FollowedAnswer extends UpstreamAnswer {
  readonly first: UpstreamAnswer | null
  /** The class of the first host's address. */
  readonly origin: AddressClass
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])

/**
 * The classes of addresses that a source on `network` may reach, be it by its own URL or by a redirect: the public
 * network, and its own. A public source can thus never lead this server to a private address.
 */
export function permittedNetworks(network: AddressClass | null): ReadonlySet<AddressClass> {
  return new Set<AddressClass>(network === null ? ['public', 'private', 'loopback'] : ['public', network])
}

/** The request headers for `url`: the token only for the credential's own origin. */
export function headersFor(url: URL, headers: Readonly<Record<string, string>>, credential: Credential | null) {
  return credential !== null && url.origin === credential.origin
    ? { ...headers, authorization: `Bearer ${credential.token}` }
    : headers
}

/**
 * Sends a GET and follows at most 5 redirects to http and https URLs, never from https down to http.
 * Throws what `sendUpstream` throws, `upstream-redirect-refused` and `upstream-redirect-loop`.
 */
export async function followUpstream(
  start: URL,
  headers: Readonly<Record<string, string>>,
  origin: UpstreamOrigin,
  settings: UpstreamSettings,
  signal: AbortSignal,
): Promise<FollowedAnswer> {
  const send = (url: URL, permitted: ReadonlySet<AddressClass>) =>
    sendUpstream({ url, headers: headersFor(url, headers, origin.credential), permitted, signal }, settings)
  const first = await send(start, permittedNetworks(origin.network))
  const permitted = permittedNetworks(first.network)
  const visited = new Set([start.href])
  let answer = first
  while (REDIRECTS.has(answer.response.statusCode ?? 0)) {
    const target = redirectTarget(answer)
    dropAnswer(answer)
    if (visited.has(target.href))
      throw new SourceError(
        'upstream-redirect-loop',
        `${describeUrl(start)} redirects in a circle. The server is set up wrongly.`,
      )
    if (visited.size > MAX_REDIRECTS)
      throw new SourceError(
        'upstream-redirect-loop',
        `${describeUrl(start)} redirects more than ${MAX_REDIRECTS} times. Use the address it ends at.`,
      )
    visited.add(target.href)
    answer = await send(target, permitted)
  }
  return { ...answer, first: answer === first ? null : first, origin: first.network }
}

function redirectTarget(answer: UpstreamAnswer): URL {
  const { url, response } = answer
  const location = response.headers.location
  const refuse = (problem: string) => {
    dropAnswer(answer)
    return new SourceError('upstream-redirect-refused', `${describeUrl(url)} redirects ${problem}.`)
  }
  if (location === undefined) throw refuse('without saying where to')
  if (!URL.canParse(location, url.href)) throw refuse('to something that is not an address')
  const target = new URL(location, url.href)
  if (target.protocol !== 'http:' && target.protocol !== 'https:')
    throw refuse(`to a ${target.protocol} address, only http and https are followed`)
  if (url.protocol === 'https:' && target.protocol === 'http:') throw refuse('from https down to http')
  if (target.username !== '' || target.password !== '') throw refuse('to an address with a user name in it')
  target.hash = ''
  return target
}
