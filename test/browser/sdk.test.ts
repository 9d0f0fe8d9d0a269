import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import type { Parcours } from '../../src/sdk/index.ts'
import type { Json } from '../sdks/recorder.ts'
import { builtScript, testsOnSites, until, waiting } from './sdk-site.ts'

declare const parcours: Parcours

/** A consenting visitor's site, without page views unless asked, so that only what a test sends arrives. */
const consenting = `<script>
  parcours.load({ writeKey: 'wk', host: '{host}', autoPageViews: false })
  parcours.consent({ measurement: true })
</script>`

const inChromium = testsOnSites()

const track = (page: Page, from: number, to: number) =>
  page.evaluate(
    ([first, last]) => {
      for (let n = first; n <= last; n++) parcours.track('Step', { n })
    },
    [from, to] as const,
  )

const numbers = (messages: readonly Json[]) => messages.map(message => (message.properties as { n: number }).n)
const batchOf = (body: Json | undefined) => (body?.batch ?? []) as readonly Json[]
const oneTo = (count: number) => Array.from({ length: count }, (_, place) => place + 1)
/** The page tries to send what waits, and has tried or given up when this settles. */
const flush = (page: Page) => page.evaluate(() => parcours.flush())
/** As when another tab is sending: the page's own turn does not come while it lives, however long it lives. */
const withoutATurn = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>(held => {
        void navigator.locks.request('parcours.outbox', () => {
          held()
          return new Promise(() => {})
        })
      }),
  )

test('the script weighs less than 8 kB gzipped', async () => {
  const bytes = gzipSync(await builtScript()).length
  assert.ok(bytes < 8192, `${bytes} bytes`)
})

test('the version the SDK tells is the version of the package', async () => {
  const { library } = await import('../../src/sdk/index.ts')
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'))
  assert.equal(library.version, version)
})

test('the module can be imported and called where there is no page, and does nothing', async () => {
  const { parcours } = await import('../../src/sdk/index.ts')
  parcours.load({ writeKey: 'wk', host: 'http://127.0.0.1:9' })
  parcours.track('Rendered On A Server')
  await parcours.flush()
})

inChromium('events arrive in the shape of the Segment messages', { head: consenting }, async site => {
  const begunAt = Date.now()
  const page = await site.visit(
    '/panier/42?utm_source=lettre&utm_campaign=noel&email=a%40b.fr&token=s3cret#access_token=x',
  )
  await page.evaluate(() => {
    parcours.track('Product Added', { price: 12.5, gift: true, tags: ['a', 'b'], at: new Date(0), none: undefined })
    parcours.identify('u-1', { firstName: 'Léa' })
    parcours.page('Panier', { items: 2 })
    parcours.group('g-1', { name: 'Club' })
    parcours.alias('u-2')
  })
  await site.receive(6)
  const [request] = site.recorder.requests
  assert.equal(request?.method, 'POST')
  assert.equal(request?.path, '/v1/batch')
  assert.equal(request?.headers['content-type'], 'text/plain;charset=UTF-8')
  assert.equal(request?.body?.writeKey, 'wk')
  const sentAt = Date.parse(String(request?.body?.sentAt))
  assert.ok(sentAt >= begunAt && sentAt <= Date.now(), `${sentAt}`)

  const [consent, added, identify, paged, group, alias] = site.received()
  assert.equal(consent?.event, 'Consent Changed')
  assert.deepEqual(consent?.properties, { granted: ['measurement'], withdrawn: [] })
  assert.equal(added?.event, 'Product Added')
  assert.deepEqual(added?.properties, { price: 12.5, gift: true, tags: ['a', 'b'], at: '1970-01-01T00:00:00.000Z' })
  assert.equal(added?.channel, 'web')
  assert.equal(added?.userId, undefined)
  assert.match(String(added?.messageId), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.match(String(added?.timestamp), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  const context = added?.context as Json
  assert.deepEqual(context.library, { name: 'parcours-js', version: '0.1.0' })
  assert.equal(context.locale, 'fr-FR')
  assert.deepEqual(context.consent, { mode: 'opt-in', categoryPreferences: { measurement: true } })
  assert.deepEqual(context.campaign, { source: 'lettre', name: 'noel' })
  const shown = {
    path: '/panier/42',
    url: `${site.url}/panier/42?utm_source=lettre&utm_campaign=noel`,
    search: '?utm_source=lettre&utm_campaign=noel',
    title: 'Boutique',
    referrer: '',
  }
  assert.deepEqual(context.page, shown)

  assert.equal(identify?.userId, 'u-1')
  assert.deepEqual(identify?.traits, { firstName: 'Léa' })
  assert.deepEqual(paged?.properties, { ...shown, name: 'Panier', items: 2 })
  assert.equal(paged?.userId, 'u-1')
  assert.deepEqual([group?.groupId, group?.traits], ['g-1', { name: 'Club' }])
  assert.deepEqual([alias?.userId, alias?.previousId], ['u-2', 'u-1'])
  assert.equal(new Set(site.received().map(message => message.anonymousId)).size, 1)
  assert.equal(new Set(site.received().map(message => message.messageId)).size, 6)
  assert.deepEqual(site.noise, [])
})

inChromium(
  'ten events lived offline arrive once, in order, when the network is back',
  { head: consenting },
  async site => {
    const page = await site.visit()
    await site.settled(page)
    await site.context.setOffline(true)
    await track(page, 1, 10)
    await flush(page)
    assert.equal(site.received('track', 'Step').length, 0)
    assert.equal(await waiting(page), 10)
    await site.context.setOffline(false)
    assert.deepEqual(numbers(await site.receive(10, 'track', 'Step')), oneTo(10))
    await site.settled(page)
    await track(page, 11, 11)
    assert.deepEqual(numbers(await site.receive(11, 'track', 'Step')), oneTo(11))
  },
)

inChromium('events that a closed page could not send leave with the next page', { head: consenting }, async site => {
  const page = await site.visit()
  await site.settled(page)
  let refused = 0
  site.recorder.answer = () => {
    refused++
    return { status: 503 }
  }
  await track(page, 1, 3)
  await until(
    () => refused > 0,
    () => 'The page has not tried.',
  )
  assert.equal(await waiting(page), 3)
  await page.goto('about:blank')
  await site.sign()
  assert.equal(site.received('track', 'Step').length, 0)
  site.recorder.answer = () => undefined
  await page.goto(site.url)
  await site.receive(3, 'track', 'Step')
  await site.settled(page)
  const ids = new Set(site.received('track', 'Step').map(message => message.messageId))
  assert.equal(ids.size, 3)
})

for (const [how, before] of [
  ['with the locks of the browser', () => {}],
  ['with a lease where there are no locks', () => void Object.defineProperty(navigator, 'locks', { value: undefined })],
] as const) {
  const options = { head: consenting, before, clock: true }
  inChromium(`two tabs share one outbox and send nothing twice, ${how}`, options, async site => {
    const first = await site.visit()
    const second = await site.visit('/autre')
    await site.settled(first)
    await site.context.setOffline(true)
    await Promise.all([track(first, 1, 40), track(second, 41, 80)])
    await site.live(300)
    await site.context.setOffline(false)
    await site.receive(80, 'track', 'Step')
    // And while both go on living.
    for (let n = 81; n <= 120; n += 2) {
      await Promise.all([track(first, n, n), track(second, n + 1, n + 1)])
      await site.live(40)
    }
    const all = await site.receive(120, 'track', 'Step')
    await site.settled(first)
    await site.live(1500)
    await site.sign()
    assert.equal(site.received('track', 'Step').length, 120, 'each was sent once')
    assert.deepEqual(
      numbers(all).sort((a, b) => a - b),
      oneTo(120),
    )
    assert.equal(new Set(all.map(message => message.anonymousId)).size, 1, 'one visitor')
    assert.equal(site.received('track', 'Consent Changed').length, 1)
  })
}

inChromium(
  'a full outbox drops the oldest events, keeps under 200 KB and tells how many',
  { head: consenting },
  async site => {
    const page = await site.visit()
    // What arrived is known to have arrived a moment later: until then it is in the outbox, and could be dropped.
    await site.settled(page)
    await site.context.setOffline(true)
    await page.evaluate(() => {
      for (let n = 1; n <= 400; n++) parcours.track('Step', { n, note: 'é'.repeat(300) })
    })
    const bytes = await page.evaluate(() => {
      let text = ''
      for (const key of Object.keys(localStorage)) text += key + localStorage.getItem(key)
      return new TextEncoder().encode(text).length
    })
    assert.ok(bytes <= 200_000 && bytes > 150_000, `${bytes} bytes`)
    const kept = await waiting(page)
    await site.context.setOffline(false)
    const arrived = await site.receive(kept, 'track', 'Step')
    assert.deepEqual(numbers(arrived), oneTo(400).slice(400 - kept))
    const told = arrived
      .map(message => (message.context as { outbox?: { dropped: number } }).outbox?.dropped ?? 0)
      .reduce((sum, dropped) => sum + dropped, 0)
    assert.equal(told, 400 - kept)
  },
)

inChromium('a site that has filled the storage itself loses no event', { head: consenting }, async site => {
  const page = await site.visit()
  // What leaves the outbox later would make room.
  await site.settled(page)
  await page.evaluate(() => {
    for (let size = 1 << 22; size >= 1; size >>= 1) {
      try {
        for (let n = 0; ; n++) localStorage.setItem(`full.${size}.${n}`, 'x'.repeat(size))
      } catch {}
    }
  })
  await site.context.setOffline(true)
  await track(page, 1, 5)
  assert.equal(await waiting(page), 0, 'the storage took nothing more')
  await site.context.setOffline(false)
  assert.deepEqual(numbers(await site.receive(5, 'track', 'Step')), oneTo(5))
  assert.deepEqual(
    site.noise.filter(line => !line.includes('ERR_INTERNET_DISCONNECTED')),
    [],
  )
})

inChromium('an event of the instant a tab is closed leaves by beacon', { head: consenting }, async site => {
  const page = await site.visit()
  await site.settled(page)
  await withoutATurn(page)
  await track(page, 1, 2)
  await page.close({ runBeforeUnload: false })
  assert.deepEqual(numbers(await site.receive(2, 'track', 'Step')), [1, 2])
  const beacon = site.recorder.requests.at(-1)
  assert.equal(beacon?.path, '/beacon/v1/batch')
  assert.equal(beacon?.query.get('writeKey'), 'wk')
})

inChromium('an event that a beacon may have lost is sent again with the same id', { head: consenting }, async site => {
  const page = await site.visit()
  await site.settled(page)
  site.recorder.answer = ({ path }) => (path.startsWith('/beacon') ? { status: 503 } : undefined)
  await withoutATurn(page)
  await track(page, 1, 1)
  await page.goto('about:blank')
  const beacon = () => site.recorder.requests.find(({ path }) => path.startsWith('/beacon'))
  await until(
    () => beacon() !== undefined,
    () => 'No beacon came.',
  )
  const lost = beacon()
  assert.equal(site.received('track', 'Step').length, 0)
  await page.goto(site.url)
  const [again] = await site.receive(1, 'track', 'Step')
  assert.deepEqual(batchOf(lost?.body)[0]?.messageId, again?.messageId)
})

inChromium(
  'a server that asks to wait is left alone as long as it asks, by every tab',
  { head: consenting, clock: true },
  async site => {
    const page = await site.visit()
    const other = await site.visit('/autre')
    await site.settled(page)
    const now = () => page.evaluate(() => Date.now())
    const before = site.recorder.requests.length
    const attempts = () => site.recorder.requests.slice(before)
    site.recorder.answer = () => (attempts().length > 1 ? undefined : { status: 429, headers: { 'Retry-After': '2' } })
    await track(page, 1, 3)
    const asked = () => page.evaluate(() => localStorage.getItem('parcours.pause') !== null)
    await site.live(20_000, asked)
    const refusedAt = await now()
    await site.live(300)
    await track(other, 4, 5)
    await site.live(900)
    await page.reload()
    await site.live(refusedAt + 1900 - (await now()))
    await site.sign()
    assert.equal(attempts().length, 1)
    await site.receive(5, 'track', 'Step')
    const [first, second] = attempts().map(({ body }) => Date.parse(String(body?.sentAt)))
    assert.ok(second! - first! >= 2000, `${second! - first!} ms`)
    await site.settled(page)
    assert.deepEqual(numbers(site.received('track', 'Step')).sort(), oneTo(5))
  },
)

inChromium(
  'errors of the server are tried again with growing pauses',
  { head: consenting, clock: true },
  async site => {
    const page = await site.visit()
    await site.settled(page)
    let failures = 2
    site.recorder.answer = () => (failures-- > 0 ? { status: 500 } : undefined)
    const before = site.recorder.requests.length
    await track(page, 1, 1)
    await site.receive(1, 'track', 'Step')
    const [first, second, third, ...more] = site.recorder.requests
      .slice(before)
      .map(({ body }) => Date.parse(String(body?.sentAt)))
    assert.equal(more.length, 0)
    assert.ok(second! - first! >= 1000, 'a second at least after the first')
    assert.ok(third! - second! >= 2000, 'two at least after the second')
  },
)

inChromium('a batch that is too large for a proxy on the way is halved', { head: consenting }, async site => {
  const page = await site.visit()
  await site.receive(1)
  site.recorder.answer = ({ body }) => (batchOf(body).length > 3 ? { status: 413 } : undefined)
  await track(page, 1, 12)
  assert.deepEqual(numbers(await site.receive(12, 'track', 'Step')), oneTo(12))
})

inChromium('another user of the same browser is another visitor', { head: consenting }, async site => {
  const page = await site.visit()
  await page.evaluate(() => {
    parcours.identify('u-1')
    parcours.track('A')
    parcours.identify('u-2')
    parcours.track('B')
    parcours.reset()
    parcours.track('C')
    for (const bad of ['', 'null', 'undefined', '[object Object]', '0']) parcours.identify(bad)
    parcours.track('Last')
  })
  await site.receive(1, 'track', 'Last')
  const seen = (event: string) =>
    site.received('track', event).map(({ userId, anonymousId }) => ({ userId, anonymousId }))
  const [a, b, c] = [...seen('A'), ...seen('B'), ...seen('C')]
  assert.deepEqual([a?.userId, b?.userId, c?.userId], ['u-1', 'u-2', undefined])
  assert.equal(new Set([a?.anonymousId, b?.anonymousId, c?.anonymousId]).size, 3)
  assert.equal(site.received('identify').length, 2)
})
