import { randomUUID } from 'node:crypto'
import { Hono, type Context as HonoContext } from 'hono'
import type { Context, Feature, Installation, LeavingFile, OpenContext, ServedRoute } from '../feature.ts'
import { problem } from '../vocabulary/problem.ts'
import { addressToken } from './address-token.ts'
import { admit, type Caller, callerOf, cookieName, sourceOfKey } from './caller.ts'
import { refuse } from './refuse.ts'
import { arrivingFile, jsonOf, paramsOf, parse, queryOf } from './request-input.ts'
import { securityHeaders } from './security-headers.ts'
import { sendAnswer } from './send-answer.ts'

/** Every address of the product: contract to function. Refusals become answers in `refuse`, where bugs are logged, once. */
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
    return sendAnswer(result as AsyncIterable<string> | LeavingFile, route.streams, hono, ending)
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
