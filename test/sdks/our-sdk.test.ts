import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import type { Parcours } from '../../src/sdk/index.ts'
import { openChromium } from '../browser/chromium.ts'
import { openSite } from '../browser/sdk-site.ts'
import { openFaultyProxy } from './faulty-proxy.ts'
import { openParcoursTarget } from './target.ts'

declare const parcours: Parcours

let browser: Browser | undefined
let target: Awaited<ReturnType<typeof openParcoursTarget>>
before(async () => {
  browser = await openChromium()
  target = await openParcoursTarget()
})
after(async () => {
  await browser?.close()
  await target?.[Symbol.asyncDispose]()
})

test('our own SDK delivers through a bad network, each event stored once', async context => {
  if (!browser) return context.skip('no Chromium on this machine')
  const writeKey = await target.keyFor('Shop site')
  await using proxy = await openFaultyProxy(target.url, ['lost-answer', 'cut', 'too-many'])
  await using site = await openSite(browser, {
    host: proxy.url,
    head: `<script>parcours.load({ writeKey: '${writeKey}', host: '{host}' })</script>`,
  })
  const page = await site.visit('/panier?utm_source=lettre&email=lea@example.com')
  await page.evaluate(() => {
    parcours.consent({ measurement: true, marketing: false })
    parcours.identify('u-9', { email: 'lea@example.com' })
    parcours.track('Product Added', { price: 12.5, gift: true })
  })
  const end = Date.now() + 60_000
  while (proxy.faults.length > 0 && Date.now() < end) await pause(50)
  // The server asked to be left alone for a second: it is over once all is known to have arrived.
  await site.settled(page)
  await page.evaluate(() => parcours.track('Last Word'))
  await page.close()
  while ((await target.storedEvents('Shop site')).length < 5 && Date.now() < end) await pause(200)

  assert.equal(proxy.faults.length, 0, 'every fault happened')
  const stored = await target.storedEvents('Shop site')
  const named = new Map(stored.map(event => [event.name, event]))
  assert.deepEqual([...named.keys()].sort(), ['Consent Changed', 'Last Word', 'Product Added', 'identify', 'page'])
  assert.equal(stored.length, 5)
  const added = named.get('Product Added')
  assert.equal(added?.channel, 'web')
  assert.deepEqual(added?.numbers, { price: 12.5 })
  assert.deepEqual(added?.texts, {
    gift: 'true',
    'campaign.source': 'lettre',
    'page.path': '/panier',
    'page.url': `${site.url}/panier?utm_source=lettre`,
    'page.referrer': '',
  })
  assert.equal(JSON.stringify(stored).includes('lea@'), false)
})
