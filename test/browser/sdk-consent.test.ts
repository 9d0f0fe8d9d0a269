import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { unlinked } from '../../src/sdk/capture.ts'
import type { Parcours } from '../../src/sdk/index.ts'
import type { Json } from '../sdks/recorder.ts'
import { testsOnSites, until } from './sdk-site.ts'

declare const parcours: Parcours

const inChromium = testsOnSites()

const optIn = `<script>parcours.load({ writeKey: 'wk', host: '{host}' })</script>`
const exempt = `<script>parcours.load({ writeKey: 'wk', host: '{host}', consent: 'exempt' })</script>`

/** Counts every way a page has to leave something in the browser. */
function countWrites(): void {
  const counted = globalThis as { writes?: string[] }
  counted.writes = []
  const note = (what: string) => counted.writes?.push(what)
  for (const method of ['setItem', 'removeItem', 'clear'] as const) {
    const native = Storage.prototype[method] as (...given: unknown[]) => void
    Storage.prototype[method] = function (...given: unknown[]) {
      note(`${method} ${given[0]}`)
      return native.apply(this, given)
    }
  }
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')
  Object.defineProperty(Document.prototype, 'cookie', {
    get: () => '',
    set(value) {
      note(`cookie ${value}`)
      cookie?.set?.call(document, value)
    },
  })
  for (const [owner, method] of [
    [IDBFactory.prototype, 'open'],
    [globalThis.CacheStorage?.prototype, 'open'],
    [globalThis.BroadcastChannel?.prototype, 'postMessage'],
  ] as const) {
    if (owner) Object.assign(owner, { [method]: () => note(method) })
  }
}

const contextOf = (message: Json | undefined) => (message?.context ?? {}) as Json
const writes = (page: Page) => page.evaluate(() => (globalThis as { writes?: string[] }).writes)
const keys = (page: Page) => page.evaluate(() => Object.keys(localStorage))
const exemptRecord = (page: Page) => page.evaluate(() => localStorage.getItem('parcours.exempt'))

const useEverything = (page: Page) =>
  page.evaluate(async () => {
    parcours.page('Accueil')
    parcours.track('A', { n: 1 })
    parcours.identify('u-1', { email: 'lea@example.com' })
    parcours.alias('u-2')
    parcours.reset()
    history.pushState(null, '', '/suite')
    await parcours.flush()
  })

for (const [answer, say] of [
  ['has not answered', () => {}],
  ['has refused', () => parcours.consent({ measurement: false, marketing: false })],
  ['has only answered for another purpose', () => parcours.consent({ marketing: true })],
  ['has withdrawn what was never given', () => parcours.consent.withdraw()],
] as const) {
  inChromium(
    `a visitor who ${answer} leaves no trace and sends nothing`,
    { head: optIn, before: countWrites, clock: true },
    async site => {
      const page = await site.visit()
      await page.evaluate(say)
      await useEverything(page)
      await site.live(1200)
      assert.deepEqual(await writes(page), [])
      await page.reload()
      await site.live(700)
      assert.deepEqual(await writes(page), [])
      await page.close()
      await site.sign()
      assert.deepEqual(site.recorder.requests, [])
      assert.deepEqual(await site.context.cookies(), [])
      assert.deepEqual(site.noise, [])
    },
  )
}

inChromium(
  'what waited for consent on the page goes once it is given, and the next page knows',
  { head: optIn },
  async site => {
    const page = await site.visit()
    await page.evaluate(() => {
      parcours.track('Before')
      parcours.identify('u-1')
      parcours.consent({ measurement: true, marketing: false }, { method: 'banner', textVersion: '3' })
      parcours.track('After')
    })
    await site.receive(5)
    const [change, view, before, identify, after] = site.received()
    assert.deepEqual(change?.properties, {
      granted: ['measurement'],
      withdrawn: ['marketing'],
      method: 'banner',
      textVersion: '3',
    })
    const consent = { mode: 'opt-in', categoryPreferences: { measurement: true, marketing: false } }
    for (const message of site.received()) assert.deepEqual(contextOf(message).consent, consent)
    assert.deepEqual([view?.type, before?.event, identify?.userId, after?.userId], ['page', 'Before', 'u-1', 'u-1'])
    assert.equal(before?.userId, undefined)

    // The site's consent tool repeats the answer on each page.
    await site.settled(page)
    await page.reload()
    await page.evaluate(() => {
      parcours.consent({ measurement: true, marketing: false })
      parcours.track('Last')
    })
    await site.receive(1, 'track', 'Last')
    assert.equal(site.received('track', 'Consent Changed').length, 1)
    assert.equal(site.received('page')[1]?.anonymousId, view?.anonymousId)
    assert.equal(site.received('page')[1]?.userId, 'u-1')
  },
)

inChromium(
  'a withdrawal tells the server, leaves nothing behind and silences every tab',
  { head: optIn, clock: true },
  async site => {
    const page = await site.visit()
    const other = await site.visit('/autre')
    await page.evaluate(() => {
      parcours.consent({ measurement: true, marketing: true })
      parcours.identify('u-1')
    })
    await site.receive(3)
    await site.settled(page)
    const [{ anonymousId }] = site.received('identify') as [Json]
    await page.evaluate(() => {
      parcours.track('Not Sent Yet')
      parcours.consent.withdraw()
      parcours.track('After')
      parcours.identify('u-1')
    })
    await other.evaluate(() => parcours.track('Other Tab'))
    await until(
      async () => !(await keys(other)).includes('parcours.consent'),
      () => 'The other tab does not hear of the withdrawal.',
    )
    const [, withdrawal] = await site.receive(2, 'track', 'Consent Changed')
    assert.deepEqual(withdrawal?.properties, { granted: [], withdrawn: ['marketing', 'measurement'] })
    assert.deepEqual(contextOf(withdrawal).consent, {
      mode: 'opt-in',
      categoryPreferences: { measurement: false, marketing: false },
    })
    assert.deepEqual([withdrawal?.userId, withdrawal?.anonymousId], ['u-1', anonymousId])
    await site.settled(page)
    await site.live(1200)
    assert.deepEqual(await keys(page), [])
    const count = site.recorder.requests.length
    await page.reload()
    await useEverything(page)
    await site.live(700)
    await site.sign()
    assert.deepEqual(await keys(page), [])
    assert.equal(site.recorder.requests.length, count)
    for (const event of ['Not Sent Yet', 'After', 'Other Tab']) assert.equal(site.received('track', event).length, 0)
  },
)

inChromium('a withdrawal made offline reaches the server later, alone', { head: optIn }, async site => {
  const page = await site.visit()
  await page.evaluate(() => parcours.consent({ measurement: true }))
  await site.receive(2)
  await site.settled(page)
  await site.context.setOffline(true)
  await page.evaluate(() => {
    parcours.track('Lived Offline')
    parcours.consent.withdraw('measurement')
  })
  assert.deepEqual(
    (await keys(page)).map(key => key.slice(0, 11)),
    ['parcours.w.'],
  )
  await site.context.setOffline(false)
  await site.receive(2, 'track', 'Consent Changed')
  await site.settled(page)
  assert.deepEqual(await keys(page), [])
  assert.equal(site.received('track', 'Lived Offline').length, 0)
})

inChromium('consent given again after a withdrawal begins another visitor', { head: optIn }, async site => {
  const page = await site.visit()
  await page.evaluate(() => {
    parcours.consent({ measurement: true })
    parcours.track('A')
    parcours.consent.withdraw()
    parcours.consent({ measurement: true })
    parcours.track('B')
  })
  await site.receive(1, 'track', 'B')
  const changes = site.received('track', 'Consent Changed')
  const [b] = site.received('track', 'B')
  assert.ok(changes.some(({ anonymousId }) => anonymousId !== b?.anonymousId))
})

inChromium('exempt measurement is anonymous and cannot be joined to a person', { head: exempt }, async site => {
  const page = await site.visit()
  await page.evaluate(() => {
    parcours.identify('u-1', { email: 'lea@example.com' })
    parcours.alias('u-2')
    parcours.group('g-1')
    parcours.track('Searched', { terms: 'lea@example.com', results: 4, order_id: 'C-99', user: { email: 'x@y.fr' } })
    parcours.track('Last')
  })
  await site.receive(1, 'track', 'Last')
  assert.deepEqual(
    site.received().map(({ type }) => type),
    ['page', 'track', 'track'],
  )
  for (const message of site.received()) {
    assert.equal('userId' in message, false)
    assert.deepEqual(contextOf(message).consent, { mode: 'exempt', categoryPreferences: {} })
  }
  assert.deepEqual(site.received('track')[0]?.properties, { terms: '***', results: 4 })
  const sent = JSON.stringify(site.recorder.requests.map(({ body }) => body))
  assert.equal(/u-1|u-2|g-1|lea@|C-99/.test(sent), false)
})

inChromium(
  'the exempt identifier is not renewed by visits and ends within thirteen months',
  { head: exempt },
  async site => {
    const page = await site.visit()
    await site.receive(1)
    // What is known to have arrived is not sent once more by the next page.
    await site.settled(page)
    const first = await exemptRecord(page)
    await page.reload()
    await site.receive(2)
    await site.settled(page)
    assert.equal(await exemptRecord(page), first)
    const day = 86_400_000
    for (const [days, same] of [
      [394, true],
      [396, false],
    ] as const) {
      const count = site.received().length
      await page.evaluate(([id, since]) => localStorage.setItem('parcours.exempt', `${id}|${since}`), [
        first!.split('|')[0]!,
        Date.now() - days * day,
      ] as const)
      await page.reload()
      const views = await site.receive(count + 1)
      await site.settled(page)
      assert.equal(views.at(-1)?.anonymousId === first!.split('|')[0], same, `${days} days`)
    }
  },
)

const still = { head: exempt, clock: true }
inChromium('an objection to exempt measurement is remembered without an identifier', still, async site => {
  const page = await site.visit()
  await site.receive(1)
  await site.settled(page)
  await page.evaluate(() => parcours.consent.withdraw())
  const [told] = await site.receive(1, 'track', 'Consent Changed')
  assert.deepEqual(contextOf(told).consent, { mode: 'exempt', categoryPreferences: { measurement: false } })
  await site.settled(page)
  await page.reload()
  await useEverything(page)
  await site.live(700)
  await site.sign()
  assert.equal(site.received().length, 2)
  assert.deepEqual(await keys(page), ['parcours.consent'])
})

inChromium(
  'consent given where measurement was exempt does not carry the exempt identifier over',
  { head: exempt },
  async site => {
    const page = await site.visit()
    await page.evaluate(() => parcours.identify('u-1'))
    const [view] = await site.receive(1)
    await page.evaluate(() => parcours.consent({ measurement: true }))
    const [identify] = await site.receive(1, 'identify')
    assert.equal(identify?.userId, 'u-1')
    assert.notEqual(identify?.anonymousId, view?.anonymousId)
    assert.equal(await exemptRecord(page), null)
  },
)

inChromium(
  'Global Privacy Control is told with every event',
  {
    head: `${optIn}<script>parcours.consent({ measurement: true })</script>`,
    before: () => void Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }),
  },
  async site => {
    await site.visit()
    for (const message of await site.receive(2)) {
      assert.equal((contextOf(message).consent as Json).globalPrivacyControl, true)
    }
  },
)

test('exempt properties keep what measures and lose what joins', () => {
  const cases = [
    [
      { price: 12.5, gift: true, category: 'shoes' },
      { price: 12.5, gift: true, category: 'shoes' },
    ],
    [
      { product_id: 'P-1', position: 3, query: 'red shoes' },
      { product_id: 'P-1', position: 3, query: 'red shoes' },
    ],
    [{ userId: 'u', user_id: 'u', customerNumber: 4, email: 'e', 'e-mail': 'e', phone: '1', lastName: 'x' }, {}],
    [{ orderId: 'o', order_id: 'o', invoiceNumber: 'i', loyaltyCard: 'l', token: 't' }, {}],
    [{ contact: '+33 6 12 34 56 78', note: 'write to a@b.fr', call: '0612345678' }, { note: 'write to ***' }],
    [
      { items: [1, 'a@b.fr', { userId: 'u' }], nested: { email: 'e', size: 2 } },
      { items: [1, '***'], nested: { size: 2 } },
    ],
  ] as const
  for (const [given, kept] of cases) assert.deepEqual({ ...JSON.parse(JSON.stringify(unlinked(given))) }, kept)
})
