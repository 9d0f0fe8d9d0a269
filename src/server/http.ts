import { createHmac, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono, type Context as HonoContext } from 'hono'
import {
  inputFault,
  type Place,
  refuseRepeated,
  refuseUnkeepable,
  somewhere,
  unkeepable,
} from '../contract/input-fault.ts'
import { isUnavailable } from '../engines/postgres/index.ts'
import type { ArrivingFile, Context, Feature, Installation, LeavingFile, OpenContext, ServedRoute } from '../feature.ts'
import { Problem, problem, problemSentence } from '../vocabulary/problem.ts'
import { parseJson, readBody } from './body.ts'
import { admit, type Caller, callerOf, cookieName, sourceOfKey } from './caller.ts'
import { securityHeaders } from './security-headers.ts'

const jsonLimitBytes = 4 * 1024 * 1024

/** Every address of the product: contract to function. Refusals become answers here, and bugs are logged here, once. */
export function openHttp(
  installation: Installation,
  features: readonly Feature[],
  ending: AbortSignal = new AbortController().signal,
): Hono {
  const app = new Hono()
  app.use('*', securityHeaders(installation.publicUrl))
  for (const path of ['/v1/*', '/beacon/*', '/pixel/*', '/sourceConfig', '/sourceConfig/', '/sdk/*'])
    app.options(path, answerPreflight)
  for (const door of features.flatMap(feature => feature.doors ?? [])) {
    app.on(door.route.method.toUpperCase(), honoPath(door.route.path), async hono => {
      try {
        return await door.handle(installation, hono.req.raw, {
          params: hono.req.param(),
          addressToken: addressToken(installation, hono),
          sourceOfKey: key => sourceOfKey(installation, key),
        })
      } catch (error) {
        const refused = refuse(installation, hono, error, randomUUID())
        // Other people's pages call these addresses: they may read why they were refused.
        refused.headers.set('Access-Control-Allow-Origin', '*')
        refused.headers.set('Access-Control-Expose-Headers', 'Retry-After')
        return refused
      }
    })
  }
  for (const served of features.flatMap(feature => feature.routes)) {
    app.on(served.route.method.toUpperCase(), honoPath(served.route.path), async hono => {
      const requestId = randomUUID()
      try {
        return await answer(installation, served, hono, requestId, ending)
      } catch (error) {
        return refuse(installation, hono, error, requestId)
      }
    })
  }
  return app
}

async function answer(
  installation: Installation,
  served: ServedRoute,
  hono: HonoContext,
  requestId: string,
  ending: AbortSignal,
): Promise<Response> {
  const { route } = served
  const request = hono.req.raw
  const caller = await callerOf(installation, request)
  if (route.method !== 'get' && caller.memberId !== undefined) refuseOtherSites(installation, request)
  const context = await contextOf(installation, served, hono, caller, requestId)
  const file = route.takesFile ? arrivingFile(request) : undefined
  const input = {
    params: parse(route.params, paramsOf(hono), 'address'),
    query: parse(route.query, queryOf(hono), 'query'),
    body: route.body === undefined ? undefined : parse(route.body, await jsonOf(request), 'body'),
  }
  const result = await served.handle(context, input, file)
  if (route.streams !== undefined)
    return leaving(result as AsyncIterable<string> | LeavingFile, route.streams, hono, ending)
  if (result === undefined) return hono.body(null, 204)
  return hono.json(result as object, (route.status ?? 200) as 200)
}

async function contextOf(
  installation: Installation,
  { route }: ServedRoute,
  hono: HonoContext,
  caller: Caller,
  requestId: string,
): Promise<Context | OpenContext> {
  if (route.access === 'public' || route.access === 'signed-in') {
    if (route.access === 'signed-in' && caller.memberId === undefined && !caller.operator)
      throw problem('sign_in_required')
    return {
      ...installation,
      requestId,
      memberId: caller.memberId,
      sessionId: caller.sessionId,
      operator: caller.operator,
      addressToken: addressToken(installation, hono),
      setSession: (token, maxAgeSeconds) =>
        hono.header('Set-Cookie', sessionCookie(installation, token, maxAgeSeconds)),
    }
  }
  const workspaceKey = hono.req.param('workspace')
  if (workspaceKey === undefined)
    throw new Error(`The route ${route.name} asks a permission but its path names no workspace.`)
  return { ...installation, ...(await admit(installation, caller, workspaceKey, route.access)), requestId }
}

function sessionCookie(installation: Installation, token: string | undefined, maxAgeSeconds = 0): string {
  const secure = installation.publicUrl.startsWith('https:') ? '; Secure' : ''
  const age = token === undefined ? 0 : maxAgeSeconds
  return `${cookieName(installation.publicUrl)}=${token ?? ''}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${secure}`
}

/** A page of another site must not act with the cookie of this one. */
function refuseOtherSites(installation: Installation, request: Request): void {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') throw problem('origin_refused')
  const origin = request.headers.get('origin')
  if (origin === null) return
  const own = new URL(request.url)
  if (
    origin !== own.origin &&
    origin !== new URL(installation.publicUrl).origin &&
    URL.parse(origin)?.host !== request.headers.get('host')
  ) {
    throw problem('origin_refused')
  }
}

async function jsonOf(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json *(;|$)/i.test(type))
    throw problem('input_invalid', {
      reason: {
        en: 'the content type must be application/json',
        fr: 'le type de contenu (content type) doit être application/json',
      },
    })
  const bytes = await readBody(request, jsonLimitBytes)
  return parseJson(bytes.length === 0 ? '{}' : bytes.toString('utf8'))
}

function parse(schema: ServedRoute['route']['params'], value: unknown, place: Place): unknown {
  if (schema === undefined) return undefined
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw inputFault(parsed.error.issues, value, place)
}

/** What follows the `?`, each name once, in characters that can be looked for. */
function queryOf(hono: HonoContext): Record<string, string> {
  refuseRepeated(hono.req.queries())
  const query = hono.req.query()
  refuseUnkeepable(query)
  return query
}

function paramsOf(hono: HonoContext): Record<string, string> {
  const params = hono.req.param()
  refuseUnkeepable(params)
  return params
}

function arrivingFile(request: Request): ArrivingFile {
  const name = decoded(request.headers.get('x-file-name') ?? 'file')
    .replace(/[\\/\0]/g, '_')
    .slice(0, 200)
  const size = request.headers.get('content-length')
  return {
    name,
    stream: request.body ? Readable.fromWeb(request.body as never) : Readable.from([]),
    sizeBytes: size === null ? undefined : Number(size),
  }
}

/** A name that was not encoded, or wrongly, is taken as it stands. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** A file goes by its own name and type; lines, by what the route says of them. */
function leaving(
  result: AsyncIterable<string> | LeavingFile,
  contentType: string,
  hono: HonoContext,
  ending: AbortSignal,
): Response {
  if (!('content' in result)) return streamed(result, contentType, hono, ending)
  const { name, content } = result
  const plain = name.normalize('NFKD').replace(/[^\w. -]/g, '')
  hono.header(
    'Content-Disposition',
    `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`,
  )
  if (result.lacking) hono.header('X-Lacking-Characters', encodeURIComponent(result.lacking))
  if (!(content instanceof Uint8Array)) return streamed(content, result.contentType, hono, ending)
  hono.header('Content-Type', result.contentType)
  hono.header('Cache-Control', result.keepSeconds ? `private, max-age=${result.keepSeconds}` : 'no-store')
  return hono.body(content as Uint8Array<ArrayBuffer>)
}

/** What is watched live ends when the server does; what is being downloaded is finished first. */
function streamed(
  parts: AsyncIterable<string | Uint8Array>,
  contentType: string,
  hono: HonoContext,
  ending: AbortSignal,
): Response {
  const encoder = new TextEncoder()
  const iterator = parts[Symbol.asyncIterator]()
  const leave = async () => {
    ending.removeEventListener('abort', leave)
    await iterator.return?.()
  }
  if (contentType === 'text/event-stream') ending.addEventListener('abort', leave)
  const stream = new ReadableStream<Uint8Array>({
    pull: async controller => {
      const next = await iterator.next()
      if (!next.done)
        return controller.enqueue(typeof next.value === 'string' ? encoder.encode(next.value) : next.value)
      ending.removeEventListener('abort', leave)
      controller.close()
    },
    cancel: leave,
  })
  hono.header('Content-Type', contentType)
  hono.header('Cache-Control', 'no-store')
  hono.header('X-Accel-Buffering', 'no')
  return hono.body(stream)
}

function refuse(installation: Installation, hono: HonoContext, error: unknown, requestId: string): Response {
  const refusal = error instanceof Problem ? error : bug(installation, hono, error, requestId)
  const seconds = refusal.details.seconds
  if (typeof seconds === 'number') hono.header('Retry-After', String(seconds))
  else if (refusal.status === 503) hono.header('Retry-After', '3')
  const { code, details } = refusal
  return hono.json(
    {
      success: false,
      code,
      message: refusal.message,
      messages: { en: problemSentence(code, details, 'en'), fr: problemSentence(code, details, 'fr') },
      details,
      requestId,
    },
    refusal.status as 400,
  )
}

function bug(installation: Installation, hono: HonoContext, error: unknown, requestId: string): Problem {
  if (isUnavailable(error)) {
    sayUnavailable(installation, error, requestId)
    return problem('store_unavailable')
  }
  const { code } = error as { readonly code?: unknown }
  // The database's own bound on the time of a statement.
  if (code === '57014') return problem('query_too_heavy')
  // Text that it cannot keep, in a body whose schema let it through.
  if (code === '22021' || code === '22P05') return unkeepable(somewhere)
  // A query string may hold what a person typed: the path alone is logged.
  installation.log.error('A request failed', {
    requestId,
    method: hono.req.method,
    route: hono.req.routePath,
    reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    cause: error instanceof Error && error.cause ? String(error.cause) : undefined,
  })
  return problem('internal', { requestId })
}

let saidAt = 0

/** While a store is away every request meets it: one line a second tells as much as a thousand. */
function sayUnavailable(installation: Installation, error: unknown, requestId: string): void {
  if (Date.now() - saidAt < 1_000) return
  saidAt = Date.now()
  installation.log.warn('A store did not answer', { requestId, reason: String(error) })
}

/** Limits count callers by address without keeping addresses. */
function addressToken(installation: Installation, hono: HonoContext): string {
  let address = 'unknown'
  try {
    address = getConnInfo(hono).remote.address ?? 'unknown'
  } catch {
    // Called in process (the command line): there is no connection.
  }
  return createHmac('sha256', installation.secret('addresses'))
    .update(network(address))
    .digest('base64url')
    .slice(0, 22)
}

/** One subscriber holds a whole IPv6 network of 64 bits: limits count that, not each of its addresses. */
function network(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address
  return address.split(':').slice(0, 4).join(':')
}

/** Pages of any site send events: they may, and say so beforehand. */
function answerPreflight(hono: HonoContext): Response {
  return hono.body(null, 204, {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
    'Access-Control-Allow-Headers':
      'authorization, content-type, content-encoding, anonymousid, x-write-key, x-retry-count, x-requested-with, sentat, rsa-recovered, ' +
      'rsa-retry-attempt, rsa-retry-reason, rsa-since-first-attempt, rsa-since-last-attempt',
    'Access-Control-Max-Age': '86400',
  })
}

const honoPath = (path: string) => path.replace(/\{(\w+)\}/g, ':$1')
