import {
  batchRoutes,
  pixelRoutes,
  rudderSettings,
  sdkMetrics,
  segmentSettings,
  singleRoutes,
} from '../contract/ingesting.ts'
import type { Door, DoorCaller, Installation, SendingSource } from '../feature.ts'
import { problem } from '../vocabulary/problem.ts'
import { acceptMessages } from './accept-messages.ts'
import { rudderSourceConfig, segmentProjectSettings } from './compatibility/sdk-settings.ts'
import { readSentBody } from './read-sent-body.ts'

/** The addresses of other people's SDKs. */
export const doors: readonly Door[] = [
  ...batchRoutes.map(
    (route): Door => ({
      route,
      handle: (installation, request, caller) => takeBatch(installation, request, caller, route.path === '/v1/import'),
    }),
  ),
  ...singleRoutes.map(
    ({ route, type }): Door => ({
      route,
      handle: (installation, request, caller) => takeOne(installation, request, caller, type),
    }),
  ),
  ...pixelRoutes.map(
    ({ route, type }): Door => ({
      route,
      handle: (installation, request, caller) => takePixel(installation, request, caller, type),
    }),
  ),
  { route: sdkMetrics, handle: async () => answer({ success: true }) },
  {
    route: segmentSettings,
    handle: async (installation, request, { params, sourceOfKey }) => {
      if (!(await sourceOfKey(params.writeKey ?? ''))) throw problem('key_unknown')
      return answer(segmentProjectSettings(params.writeKey ?? '', originOf(installation, request)) as object, {
        'Cache-Control': 'public, max-age=60',
      })
    },
  },
  ...rudderSettings.map(
    (route): Door => ({
      route,
      handle: async (_installation, request, caller) => {
        const key = keyOf(request, {})
        if (!(await caller.sourceOfKey(key))) throw problem('key_unknown')
        return answer(rudderSourceConfig(key) as object)
      },
    }),
  ),
]

async function takeBatch(
  installation: Installation,
  request: Request,
  caller: DoorCaller,
  historical: boolean,
): Promise<Response> {
  const body = await readSentBody(request)
  const source = await sourceOf(request, body, caller)
  // A list without the field `batch` is kept aside whole rather than guessed at.
  const messages = Array.isArray(body.batch) ? body.batch : [body]
  return taken(await acceptMessages(installation, source, messages, { sentAt: body.sentAt, historical }))
}

async function takeOne(
  installation: Installation,
  request: Request,
  caller: DoorCaller,
  type: string,
): Promise<Response> {
  const body = await readSentBody(request)
  const source = await sourceOf(request, body, caller)
  const { writeKey: _, ...message } = body
  return taken(
    await acceptMessages(installation, source, [{ ...message, type }], { sentAt: body.sentAt, historical: false }),
  )
}

const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** The image is answered whatever the message: a mail or a page must not show a broken one. */
async function takePixel(
  installation: Installation,
  request: Request,
  caller: DoorCaller,
  type: string,
): Promise<Response> {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const source = await caller.sourceOfKey(query.writeKey ?? '')
  if (source) {
    const { writeKey: _, properties, ...message } = query
    await acceptMessages(installation, source, [{ ...message, type, properties: parsedProperties(properties) }], {
      sentAt: undefined,
      historical: false,
    })
  }
  return new Response(pixel, { headers: { ...open, 'Content-Type': 'image/gif', 'Cache-Control': 'no-store' } })
}

function parsedProperties(text: string | undefined): unknown {
  if (text === undefined) return {}
  try {
    return JSON.parse(text)
  } catch {
    // An image address can be cut or mistyped; the event itself is still worth keeping.
    return { unreadable: text.slice(0, 200) }
  }
}

/** Behind TLS the request itself came in the clear: the address that was configured is the one pages must use. */
function originOf(installation: Installation, request: Request): string {
  return installation.publicUrl.startsWith('https:') ? installation.publicUrl : new URL(request.url).origin
}

async function sourceOf(
  request: Request,
  body: Readonly<Record<string, unknown>>,
  caller: DoorCaller,
): Promise<SendingSource> {
  const source = await caller.sourceOfKey(keyOf(request, body))
  if (!source) throw problem('key_unknown')
  return source
}

/** Basic user name, else the body, the query, `X-Write-Key`, Bearer: the places where SDKs put the key. */
function keyOf(request: Request, body: Readonly<Record<string, unknown>>): string {
  const authorization = request.headers.get('authorization') ?? ''
  const basic = /^Basic ([A-Za-z0-9+/=_-]+)$/i.exec(authorization)?.[1]
  if (basic) return Buffer.from(basic, 'base64').toString('utf8').split(':')[0] ?? ''
  if (typeof body.writeKey === 'string') return body.writeKey
  const inQuery = new URL(request.url).searchParams.get('writeKey')
  return inQuery ?? request.headers.get('x-write-key') ?? /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? ''
}

function taken(counts: { accepted: number; duplicates: number; refused: number }): Response {
  return answer({ success: true, ...counts })
}

const open = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Retry-After' }

function answer(body: object, headers: Record<string, string> = {}): Response {
  return Response.json(body, { headers: { ...open, ...headers } })
}
