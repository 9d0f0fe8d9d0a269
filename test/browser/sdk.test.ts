import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import type { Parcours } from '../../src/sdk/index.ts'
import type { Json } from '../sdks/recorder.ts'
import { openChromium } from './chromium.ts'
import { builtScript, openSite, pause, type SiteOptions } from './sdk-site.ts'

declare const parcours: Parcours

let browser: Browser | undefined
before(async () => {
  browser = await openChromium()
})
after(() => browser?.close())

/** A consenting visitor's site, without page views unless asked, so that only what a test sends arrives. */
const consenting = `<script>
  parcours.load({ writeKey: 'wk', host: '{host}', autoPageViews: false })
  parcours.consent({ measurement: true })
</script>`

type Case = (site: Awaited<ReturnType<typeof openSite>>) => Promise<void>

function inChromium(name: string, options: SiteOptions, act: Case): void {
  test(name, async context => {
    if (!browser) return context.skip('no Chromium on this machine')
    await using site = await openSite(browser, options)
    await act(site)
  })
}

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
const stored = (page: Page) => page.evaluate(() => Object.keys(localStorage).filter(key => key.startsWith('parcours.')))
const waiting = async (page: Page) => (await stored(page)).filter(key => key.startsWith('parcours.m.')).length

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
  assert.ok(Math.abs(Date.parse(String(request?.body?.sentAt)) - Date.now()) < 10_000)

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
    await site.receive(1)
    await site.context.setOffline(true)
    await track(page, 1, 10)
    await pause(1200)
    assert.equal(site.received('track', 'Step').length, 0)
    assert.equal(await waiting(page), 10)
    await site.context.setOffline(false)
    assert.deepEqual(numbers(await site.receive(10, 'track', 'Step')), oneTo(10))
    await pause(800)
    assert.equal(site.received('track', 'Step').length, 10)
    assert.equal(await waiting(page), 0)
  },
)

inChromium('events that a closed page could not send leave with the next page', { head: consenting }, async site => {
  const page = await site.visit()
  await site.receive(1)
  site.recorder.answer = () => ({ status: 503 })
  await track(page, 1, 3)
  await pause(700)
  assert.equal(await waiting(page), 3)
  site.recorder.answer = () => undefined
  await page.reload()
  await site.receive(3, 'track', 'Step')
  await pause(900)
  assert.equal(await waiting(page), 0)
  const ids = new Set(site.received('track', 'Step').map(message => message.messageId))
  assert.equal(ids.size, 3)
})

for (const [how, before] of [
  ['with the locks of the browser', () => {}],
  ['with a lease where there are no locks', () => void Object.defineProperty(navigator, 'locks', { value: undefined })],
] as const) {
  inChromium(`two tabs share one outbox and send nothing twice, ${how}`, { head: consenting, before }, async site => {
    const first = await site.visit()
    const second = await site.visit('/autre')
    await site.receive(1)
    await site.context.setOffline(true)
    await Promise.all([track(first, 1, 40), track(second, 41, 80)])
    await pause(300)
    await site.context.setOffline(false)
    await site.receive(80, 'track', 'Step')
    // And while both go on living.
    for (let n = 81; n <= 120; n += 2) await Promise.all([track(first, n, n), track(second, n + 1, n + 1), pause(30)])
    const all = await site.receive(120, 'track', 'Step')
    await pause(1500)
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
    await site.receive(1)
    // What arrived is known to have arrived a moment later: until then it is in the outbox, and could be dropped.
    while ((await waiting(page)) > 0) await page.waitForTimeout(50)
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
  await site.receive(1)
  await page.evaluate(() => {
    for (let size = 1 << 22; size >= 1; size >>= 1) {
      try {
        for (let n = 0; ; n++) localStorage.setItem(`full.${size}.${n}`, 'x'.repeat(size))
      } catch {}
    }
  })
  await site.context.setOffline(true)
  await track(page, 1, 5)
  await pause(300)
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
  await site.receive(1)
  await track(page, 1, 2)
  await page.close({ runBeforeUnload: false })
  assert.deepEqual(numbers(await site.receive(2, 'track', 'Step')), [1, 2])
  const beacon = site.recorder.requests.at(-1)
  assert.equal(beacon?.path, '/beacon/v1/batch')
  assert.equal(beacon?.query.get('writeKey'), 'wk')
})

inChromium('an event that a beacon may have lost is sent again with the same id', { head: consenting }, async site => {
  const page = await site.visit()
  await site.receive(1)
  site.recorder.answer = ({ path }) => (path.startsWith('/beacon') ? { status: 503 } : undefined)
  await track(page, 1, 1)
  await page.goto('about:blank')
  await pause(300)
  assert.equal(site.received('track', 'Step').length, 0)
  const lost = site.recorder.requests.find(({ path }) => path.startsWith('/beacon'))
  await page.goto(site.url)
  const [again] = await site.receive(1, 'track', 'Step')
  assert.deepEqual(batchOf(lost?.body)[0]?.messageId, again?.messageId)
})

inChromium(
  'a server that asks to wait is left alone as long as it asks, by every tab',
  { head: consenting },
  async site => {
    const page = await site.visit()
    const other = await site.visit('/autre')
    await site.receive(1)
    let refusedAt = 0
    site.recorder.answer = ({ at }) => {
      if (refusedAt && at > refusedAt + 2000) return undefined
      refusedAt ||= at
      return { status: 429, headers: { 'Retry-After': '2' } }
    }
    await track(page, 1, 3)
    await pause(900)
    await track(other, 4, 5)
    await page.reload()
    await site.receive(5, 'track', 'Step')
    const attempts = site.recorder.requests.filter(({ at }) => refusedAt && at >= refusedAt)
    assert.equal(attempts.filter(({ at }) => at < refusedAt + 2000).length, 1)
    assert.deepEqual(numbers(site.received('track', 'Step')).sort(), oneTo(5))
  },
)

inChromium('errors of the server are tried again with growing pauses', { head: consenting }, async site => {
  const page = await site.visit()
  await site.receive(1)
  let failures = 2
  site.recorder.answer = () => (failures-- > 0 ? { status: 500 } : undefined)
  const before = site.recorder.requests.length
  await track(page, 1, 1)
  await site.receive(1, 'track', 'Step')
  const times = site.recorder.requests.slice(before).map(({ at }) => at)
  assert.equal(times.length, 3)
  assert.ok(times[1]! - times[0]! >= 900, 'a second at least after the first')
})

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
  })
  await site.receive(6)
  const seen = (event: string) =>
    site.received('track', event).map(({ userId, anonymousId }) => ({ userId, anonymousId }))
  const [a, b, c] = [...seen('A'), ...seen('B'), ...seen('C')]
  assert.deepEqual([a?.userId, b?.userId, c?.userId], ['u-1', 'u-2', undefined])
  assert.equal(new Set([a?.anonymousId, b?.anonymousId, c?.anonymousId]).size, 3)
  assert.equal(site.received('identify').length, 2)
})
