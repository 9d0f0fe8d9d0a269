import { lookup as systemLookup } from 'node:dns/promises'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, fetch as undiciFetch } from 'undici'
import { problem } from '../vocabulary/problem.ts'

/** Gives every address of a name. Tests put their own here. */
export type Resolve = (hostname: string) => Promise<readonly string[]>

/** What a caller may say of an outgoing request. The body is whole: nothing is streamed out. */
export type OutgoingRequest = {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly signal?: AbortSignal
}

/** The one way out of the product. */
export type Egress = {
  /**
   * Calls `url` and answers with the whole reply, at most 1 MB of it unpacked, within 10 seconds.
   * A redirect is answered as it came and never followed.
   * @throws problem `egress_refused` for an address that may not be called, a silent or an endless one.
   */
  fetch(url: string | URL, request?: OutgoingRequest): Promise<Response>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Opens the way out. Without `allowPrivate`, only addresses of the public Internet are reached: the address that is
 * connected to is the one that is judged, so a name that resolves elsewhere the second time gains nothing.
 */
export function openEgress(
  options: { allowPrivate?: boolean; resolve?: Resolve; timeoutMs?: number; maximumBytes?: number } = {},
): Egress {
  const { allowPrivate = false, resolve = resolveBySystem, timeoutMs = 10_000, maximumBytes = 1_000_000 } = options
  const mayReach = (address: string) => allowPrivate || isPublicAddress(address)
  const connector = buildConnector({ timeout: timeoutMs, lookup: checkedLookup(resolve, mayReach) })
  const agent = new Agent({
    // The lookup is not called for an address written in figures, hence the second check at the last moment.
    connect: (to, callback) => {
      const host = bareHost(to.hostname)
      if (isIP(host) !== 0 && !mayReach(host)) callback(notPublic(host), null)
      else connector(to, callback)
    },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxHeaderSize: 16_384,
    keepAliveTimeout: 4_000,
  })

  return {
    async fetch(url, request = {}) {
      // Parsed once: what is checked is what is called.
      const target = callableUrl(url)
      const host = bareHost(target.hostname)
      if (isIP(host) !== 0 && !mayReach(host)) throw notPublic(host)
      const { host: _, ...headers } = lowerCaseKeys(request.headers ?? {})
      const deadline = AbortSignal.timeout(timeoutMs)
      try {
        const reply = await undiciFetch(target, {
          method: request.method ?? 'GET',
          headers,
          body: request.body ?? null,
          redirect: 'manual',
          credentials: 'omit',
          signal: request.signal ? AbortSignal.any([request.signal, deadline]) : deadline,
          dispatcher: agent,
        })
        const body = await readWhole(reply.body, maximumBytes, host)
        const received = new Headers([...reply.headers])
        // The bytes were unpacked on the way.
        received.delete('content-encoding')
        received.delete('content-length')
        const withoutBody = reply.status === 204 || reply.status === 205 || reply.status === 304
        return new Response(withoutBody ? null : body, { status: reply.status, headers: received })
      } catch (error) {
        throw refusalOf(error, host, deadline, timeoutMs)
      }
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  }
}

/** A lookup for sockets that refuses a name as soon as one of its addresses may not be reached. */
export function checkedLookup(resolve: Resolve, mayReach: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      addresses => {
        const inside = addresses.find(address => isIP(address) === 0 || !mayReach(address))
        if (inside !== undefined) return callback(notPublic(hostname), '', 0)
        const found = addresses.map(address => ({ address, family: isIP(address) }))
        const first = found[0]
        if (!first) return callback(refused(hostname, 'its name has no address'), '', 0)
        if (options.all) callback(null, found)
        else callback(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    )
  }
}

/** Whether an IPv4 or IPv6 address is one of the public Internet. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !notPublicV4.check(address)
  // Of IPv6 only 2000::/3 is given out, so mapped, translated, local and multicast addresses fall outside by themselves.
  return isIP(address) === 6 && givenOutV6.check(address, 'ipv6') && !notPublicV6.check(address, 'ipv6')
}

function callableUrl(url: string | URL): URL {
  const target = URL.parse(String(url))
  if (!target) throw refused(String(url).slice(0, 100), 'it is not a complete address')
  if (target.protocol !== 'https:' && target.protocol !== 'http:') {
    throw refused(target.host || target.protocol, 'only http and https are called')
  }
  if (target.username !== '' || target.password !== '') {
    throw refused(target.host, 'it carries a user name or a password')
  }
  return target
}

/** The host without the brackets of IPv6 and the dot that may end a name. */
function bareHost(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

async function readWhole(
  body: AsyncIterable<Uint8Array> | null,
  maximumBytes: number,
  host: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    // Leaving the loop cancels the stream and with it the socket.
    if (size > maximumBytes) throw refused(host, `its answer is longer than ${maximumBytes} bytes`)
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks, size))
}

function refusalOf(error: unknown, host: string, deadline: AbortSignal, timeoutMs: number): unknown {
  let cause = error
  while (cause instanceof Error) {
    if (cause.name === 'Problem') return cause
    cause = cause.cause
  }
  if (deadline.aborted) return refused(host, `it did not answer within ${timeoutMs / 1000} seconds`)
  if (error instanceof Error && error.name === 'AbortError') return error
  return refused(host, 'no connection could be made or kept')
}

function notPublic(host: string) {
  return refused(host, 'it is not an address of the public Internet')
}

function refused(host: string, reason: string) {
  return problem('egress_refused', { host, reason })
}

function lowerCaseKeys(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

async function resolveBySystem(hostname: string): Promise<readonly string[]> {
  const found = await systemLookup(hostname, { all: true, order: 'verbatim' })
  return found.map(({ address }) => address)
}

// The special-purpose registries of IANA, and the address at which one cloud serves its machines' secrets.
const notPublicV4 = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  notPublicV4.addSubnet(network, prefix)
}

const givenOutV6 = new BlockList()
givenOutV6.addSubnet('2000::', 3, 'ipv6')

// Within 2000::/3: Teredo and other protocol assignments, documentation, 6to4 (which carries an IPv4 address).
const notPublicV6 = new BlockList()
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
] as const) {
  notPublicV6.addSubnet(network, prefix, 'ipv6')
}
