import { z } from 'zod'
import { type Route, route } from './route.ts'

/**
 * The addresses that customer-data SDKs call, as those SDKs have them. They answer 200 for a whole batch whatever its
 * events: SDKs drop a batch at any 4xx, so an event that can't be stored is kept aside with its reason instead.
 */
const message = z.record(z.string(), z.unknown())
const batch = z.object({ batch: z.array(message), sentAt: z.string().optional(), writeKey: z.string().optional() })
const taken = z.object({
  success: z.boolean(),
  accepted: z.number().int(),
  duplicates: z.number().int(),
  refused: z.number().int(),
})

const post = (name: string, path: string, body: z.ZodType, summary: string) =>
  route({
    name: `ingesting.${name}`,
    method: 'post',
    path,
    access: 'event.write',
    summary,
    body,
    answer: taken,
  }) as Route

/** Single calls: the type of the message is in the address. */
const singleKinds = { identify: 'i', track: 't', page: 'p', screen: 's', group: 'g', alias: 'a' } as const

export const batchRoutes: readonly Route[] = [
  post('batch', '/v1/batch', batch, 'Takes a batch of messages (Segment, RudderStack and our own SDK).'),
  post('import', '/v1/import', batch, 'Takes a batch of historical messages: their times are believed.'),
  post('shortBatch', '/v1/b', batch, 'Takes a batch of messages from browsers.'),
  post('beacon', '/beacon/v1/batch', batch, 'Takes what a page sends as it closes; the write key is in the query.'),
]

export const singleRoutes: readonly { readonly route: Route; readonly type: string }[] = Object.entries(
  singleKinds,
).flatMap(([type, letter]) => [
  { route: post(type, `/v1/${type}`, message, `Takes one ${type} message.`), type },
  { route: post(`${type}Short`, `/v1/${letter}`, message, `Takes one ${type} message from a browser.`), type },
])

export const pixelRoutes: readonly { readonly route: Route; readonly type: string }[] = ['track', 'page'].map(type => ({
  route: route({
    name: `ingesting.${type}Pixel`,
    method: 'get',
    path: `/pixel/v1/${type}`,
    access: 'event.write',
    summary: `Takes one ${type} message from an image address; answers a transparent pixel.`,
  }) as Route,
  type,
}))

export const sdkMetrics = post(
  'metrics',
  '/v1/m',
  message,
  'Takes what SDKs say of themselves, and keeps nothing of it.',
)

export const segmentSettings = route({
  name: 'ingesting.segmentSettings',
  method: 'get',
  path: '/v1/projects/{writeKey}/settings',
  access: 'event.write',
  summary: 'The settings that Segment’s browser SDK asks for at its start.',
}) as Route

export const rudderSettings: readonly Route[] = ['/sourceConfig', '/sourceConfig/'].map(
  (path, index) =>
    route({
      name: `ingesting.rudderSettings${index === 0 ? '' : 'Slash'}`,
      method: 'get',
      path,
      access: 'event.write',
      summary: 'The settings that RudderStack’s browser SDK asks for at its start.',
    }) as Route,
)
