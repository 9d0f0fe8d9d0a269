import Rudder from '@rudderstack/rudder-sdk-node'
import { Analytics as Segment } from '@segment/analytics-node'
import type { Browser } from 'playwright-core'
import { openHostPage } from './host-page.ts'

/** Where an SDK is pointed to, and under which key. `mark` makes the ids of one run its own. */
export type Destination = { readonly url: string; readonly writeKey: string; readonly mark: string }

/** An official SDK as its users use it: its published package, its public calls, nothing changed. */
export type Sender = {
  readonly name: string
  readonly runsIn: 'Node' | 'Chromium'
  /** Makes the calls. The SDK goes on sending until it is disposed of. */
  start(destination: Destination, browser: Browser | undefined): Promise<AsyncDisposable>
  /** The rows that must be there, whole: a property that is not named must not be stored where analysts read. */
  expected(mark: string): readonly ExpectedEvent[]
}

export type ExpectedEvent = {
  readonly kind: string
  readonly name: string
  readonly texts: Readonly<Record<string, string>>
  readonly numbers: Readonly<Record<string, number>>
}

/** When the Node SDKs say that it happened; a browser's clock is its own. */
export const happenedAt = new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000)

const order = {
  total: 42.5,
  currency: 'EUR',
  gift: true,
  items: [{ sku: 'S-1', quantity: 2 }],
  coupon: { code: 'NOEL' },
  comment: 'Merci, à bientôt',
}
const orderNumbers = { total: 42.5 }
const orderTexts = {
  currency: 'EUR',
  gift: 'true',
  items: '[{"sku":"S-1","quantity":2}]',
  'coupon.code': 'NOEL',
}
export const traits = { plan: 'gold', email: 'lea@example.com' }

type NodeSdk = Pick<Segment, 'identify' | 'track' | 'page' | 'screen' | 'group' | 'alias'>

/** The Node SDKs have the same calls, and the same is stored of them. */
function callAll(sdk: NodeSdk, mark: string): void {
  const [userId, anonymousId, timestamp] = [`u-${mark}`, `a-${mark}`, happenedAt]
  sdk.identify({ userId, anonymousId, traits, timestamp })
  sdk.track({ userId, event: 'Order Completed', properties: order, timestamp })
  sdk.page({ userId, name: 'Home', properties: { path: '/' }, timestamp })
  sdk.screen({ userId, name: 'Basket', properties: { items: 2 }, timestamp })
  sdk.group({ userId, groupId: `g-${mark}`, traits: { size: 3 }, timestamp })
  sdk.alias({ userId, previousId: `old-${mark}`, timestamp })
}

const expectedOfNode = (mark: string): ExpectedEvent[] => [
  { kind: 'identify', name: 'identify', texts: {}, numbers: {} },
  { kind: 'track', name: 'Order Completed', texts: orderTexts, numbers: orderNumbers },
  { kind: 'page', name: 'Home', texts: { path: '/' }, numbers: {} },
  { kind: 'screen', name: 'Basket', texts: {}, numbers: { items: 2 } },
  { kind: 'group', name: 'group', texts: { 'group.id': `g-${mark}` }, numbers: {} },
  { kind: 'alias', name: 'alias', texts: {}, numbers: {} },
]

const segmentNode: Sender = {
  name: '@segment/analytics-node',
  runsIn: 'Node',
  async start({ url, writeKey, mark }) {
    const sdk = new Segment({ writeKey, host: url, flushAt: 20, flushInterval: 200, httpRequestTimeout: 2000 })
    callAll(sdk, mark)
    return {
      async [Symbol.asyncDispose]() {
        await sdk.closeAndFlush({ timeout: 5000 })
      },
    }
  },
  expected: expectedOfNode,
}

const rudderNode: Sender = {
  name: '@rudderstack/rudder-sdk-node',
  runsIn: 'Node',
  async start({ url, writeKey, mark }) {
    const sdk = new Rudder(writeKey, { dataPlaneUrl: url, flushAt: 20, flushInterval: 200, logLevel: 'none' })
    callAll(sdk as unknown as NodeSdk, mark)
    return {
      async [Symbol.asyncDispose]() {
        await sdk.flush().catch(() => {})
      },
    }
  },
  expected: expectedOfNode,
}

const path = '/boutique'
/** What a form leaves in an address must not be stored; a campaign may. */
const query = '?utm_source=lettre&card=4242'
const url = '{site}/boutique?utm_source=lettre'

async function startInPage(browser: Browser | undefined, program: string, calls: string): Promise<AsyncDisposable> {
  if (!browser) throw new Error('There is no Chromium on this machine.')
  const site = await openHostPage(program)
  const context = await browser.newContext({ locale: 'fr-FR' })
  const tab = await context.newPage()
  await tab.goto(`${site.url}${path}${query}`)
  // Not awaited in the page: an SDK that can't reach its server may never settle its calls.
  await tab.evaluate(`void ${calls}`)
  return {
    async [Symbol.asyncDispose]() {
      await context.close()
      await site[Symbol.asyncDispose]()
    },
  }
}

const json = JSON.stringify

const segmentBrowser: Sender = {
  name: '@segment/analytics-next',
  runsIn: 'Chromium',
  // Parcours stands where the vendor's CDN stood; its settings tell the SDK where to send.
  start: ({ url: host, writeKey, mark }, browser) =>
    startInPage(
      browser,
      `import { AnalyticsBrowser } from '@segment/analytics-next'
       window.sdk = AnalyticsBrowser.load({ writeKey: ${json(writeKey)}, cdnURL: ${json(host)} })`,
      `(async () => {
        await sdk.alias('u-${mark}', 'old-${mark}')
        await sdk.identify('u-${mark}', ${json(traits)})
        await sdk.track('Order Completed', ${json(order)})
        await sdk.page('Shop', 'Home', { items: 2 })
        await sdk.screen('Basket', { items: 2 })
        await sdk.group('g-${mark}', { size: 3 })
      })()`,
    ),
  expected(mark) {
    const texts = { 'campaign.source': 'lettre', 'page.path': path, 'page.url': url, 'page.referrer': '' }
    return [
      { kind: 'alias', name: 'alias', texts, numbers: {} },
      { kind: 'identify', name: 'identify', texts, numbers: {} },
      { kind: 'track', name: 'Order Completed', texts: { ...texts, ...orderTexts }, numbers: orderNumbers },
      {
        kind: 'page',
        name: 'Home',
        texts: { 'campaign.source': 'lettre', path, url, referrer: '', title: 'Boutique', category: 'Shop' },
        numbers: { items: 2 },
      },
      { kind: 'screen', name: 'Basket', texts, numbers: { items: 2 } },
      { kind: 'group', name: 'group', texts: { ...texts, 'group.id': `g-${mark}` }, numbers: {} },
    ]
  },
}

const rudderBrowser: Sender = {
  name: '@rudderstack/analytics-js',
  runsIn: 'Chromium',
  start: ({ url: host, writeKey, mark }, browser) =>
    startInPage(
      browser,
      `import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'
       window.sdk = new RudderAnalytics()
       sdk.load(${json(writeKey)}, ${json(host)}, { configUrl: ${json(host)}, logLevel: 'NONE' })`,
      `(() => {
        sdk.identify('u-${mark}', ${json(traits)})
        sdk.track('Order Completed', ${json(order)})
        sdk.page('Shop', 'Home', { items: 2 })
        sdk.group('g-${mark}', { size: 3 })
        sdk.alias('u-${mark}', 'old-${mark}')
      })()`,
    ),
  expected(mark) {
    const texts = { 'campaign.source': 'lettre', 'page.path': path, 'page.url': url, 'page.referrer': '$direct' }
    return [
      { kind: 'identify', name: 'identify', texts, numbers: {} },
      { kind: 'track', name: 'Order Completed', texts: { ...texts, ...orderTexts }, numbers: orderNumbers },
      {
        kind: 'page',
        name: 'Home',
        texts: {
          'campaign.source': 'lettre',
          path,
          url,
          tab_url: url,
          referrer: '$direct',
          referring_domain: '',
          initial_referrer: '$direct',
          initial_referring_domain: '',
          title: 'Boutique',
          category: 'Shop',
        },
        numbers: { items: 2 },
      },
      { kind: 'group', name: 'group', texts: { ...texts, 'group.id': `g-${mark}` }, numbers: {} },
      { kind: 'alias', name: 'alias', texts, numbers: {} },
    ]
  },
}

export const senders: readonly Sender[] = [segmentNode, rudderNode, segmentBrowser, rudderBrowser]
