import { lookup } from 'node:dns/promises'
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { type AddressClass, classifyAddress } from './address-class'
import { SourceError } from './source-error'

/** An address of a host, as `dns.lookup` gives it: `family` is 4 or 6. */
export interface HostAddress {
  readonly address: string
  readonly family: number
}

/**
 * How other servers are asked. `answerTimeoutMs` runs from the request to the answer's head, `idleTimeoutMs` between two
 * pieces of a body while one is waited for. `wholeFileLimitBytes` is the most that is read from a server without ranges.
 */
export interface UpstreamSettings {
  readonly answerTimeoutMs: number
  readonly idleTimeoutMs: number
  readonly wholeFileLimitBytes: number
  readonly resolveHost: (hostname: string) => Promise<readonly HostAddress[]>
  readonly classifyAddress: (address: string) => AddressClass
}

export const DEFAULT_UPSTREAM_SETTINGS: UpstreamSettings = {
  answerTimeoutMs: 20_000,
  idleTimeoutMs: 30_000,
  wholeFileLimitBytes: 256 * 1024 * 1024,
  resolveHost: (hostname) => lookup(hostname, { all: true }),
  classifyAddress,
}

/** One request to another server. Only addresses of the classes in `permitted` are connected to. */
export interface UpstreamRequest {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly permitted: ReadonlySet<AddressClass>
  readonly signal: AbortSignal
}

export interface UpstreamAnswer {
  readonly response: IncomingMessage
  readonly url: URL
  /** The class of the addresses of `url`'s host. */
  readonly network: AddressClass
}

const AGENTS = {
  'http:': new HttpAgent({ keepAlive: true, maxSockets: 16 }),
  'https:': new HttpsAgent({ keepAlive: true, maxSockets: 16 }),
} as const

/** A URL fit for a message: without its query, which may hold a signature, and without credentials. */
export function describeUrl(url: URL): string {
  return `${url.origin}${url.pathname}`
}

/**
 * Sends one GET and resolves with the head of its answer, whatever its status; redirects are not followed. The host is
 * resolved here and only the addresses that were checked are connected to, so a second answer of the name server
 * cannot lead elsewhere. Throws `upstream-address-refused`, `upstream-unreachable`, `upstream-timeout`, `client-closed`.
 */
export async function sendUpstream(request: UpstreamRequest, settings: UpstreamSettings): Promise<UpstreamAnswer> {
  const { url } = request
  const timeout = AbortSignal.timeout(settings.answerTimeoutMs)
  const signal = AbortSignal.any([request.signal, timeout])
  try {
    const addresses = await abortable(resolveAddresses(url, settings), signal)
    const permitted = addresses.filter(({ address }) => request.permitted.has(settings.classifyAddress(address)))
    const [first] = permitted
    if (first === undefined) throw refusedAddress(url, addresses, settings)
    const response = await exchange(url, request.headers, permitted, signal)
    return { response, url, network: settings.classifyAddress(first.address) }
  } catch (cause) {
    if (request.signal.aborted) throw new SourceError('client-closed', 'The request was given up.', { cause })
    if (timeout.aborted)
      throw new SourceError(
        'upstream-timeout',
        `${describeUrl(url)} did not answer within ${settings.answerTimeoutMs} ms. Try again later.`,
        { cause },
      )
    if (cause instanceof SourceError) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new SourceError(
      'upstream-unreachable',
      `${url.host} cannot be reached: ${reason}. Check the address and the network of this server.`,
      { cause },
    )
  }
}

async function resolveAddresses(url: URL, settings: UpstreamSettings): Promise<readonly HostAddress[]> {
  const hostname = url.hostname.replace(/^\[|\]$/g, '')
  const family = isIP(hostname)
  return family === 0 ? settings.resolveHost(hostname) : [{ address: hostname, family }]
}

function refusedAddress(url: URL, addresses: readonly HostAddress[], settings: UpstreamSettings): SourceError {
  const classes = [...new Set(addresses.map(({ address }) => settings.classifyAddress(address)))].join(' and ')
  return new SourceError(
    'upstream-address-refused',
    `${url.host} is at a ${classes || 'missing'} address, which this source may not reach.`,
  )
}

async function exchange(
  url: URL,
  headers: Readonly<Record<string, string>>,
  addresses: readonly HostAddress[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const isSecure = url.protocol === 'https:'
  const pinned: LookupFunction = (_hostname, options, callback) => {
    const [first] = addresses
    if (options.all) callback(null, [...addresses])
    else callback(null, first?.address ?? '', first?.family ?? 4)
  }
  const { promise, resolve, reject } = withResolvers<IncomingMessage>()
  const send = isSecure ? httpsRequest : httpRequest
  const outgoing = send(url, {
    agent: isSecure ? AGENTS['https:'] : AGENTS['http:'],
    headers: { 'accept-encoding': 'identity', 'user-agent': 'alignx-lens', ...headers },
    lookup: pinned,
  })
  const giveUp = () => outgoing.destroy(new Error('given up'))
  signal.addEventListener('abort', giveUp, { once: true })
  outgoing.once('response', resolve)
  outgoing.once('error', reject)
  outgoing.end()
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

function withResolvers<Value>() {
  let resolve: (value: Value) => void = () => {}
  let reject: (reason: unknown) => void = () => {}
  const promise = new Promise<Value>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  return { promise, resolve, reject }
}

/** The promise, or the signal's reason as soon as it aborts. */
async function abortable<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted()
  const aborted = withResolvers<never>()
  const onAbort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([promise, aborted.promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

/** Lets go of an answer whose body is not wanted. The connection is closed, not drained. */
export function dropAnswer({ response }: UpstreamAnswer): void {
  response.on('error', () => {})
  response.destroy()
}
