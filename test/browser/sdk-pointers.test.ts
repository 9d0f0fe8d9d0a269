import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import type { Parcours } from '../../src/sdk/index.ts'
import { pageSampleEvent, readPageSample } from '../../src/vocabulary/page-sample.ts'
import { builtPointers, type Site, testsOnSites, until } from './sdk-site.ts'

declare const parcours: Parcours

/** How often the second file was asked for in this test. */
let fetched = 0

const inChromium = testsOnSites(site => {
  fetched = 0
  site.context.on('request', request => {
    if (request.url().endsWith('/sdk/pointers.js')) fetched++
  })
})

const sampling = `<script>
  parcours.load({ writeKey: 'wk', host: '{host}', autoPageViews: false, pointers: { rage: { clicks: 3, pixels: 30, withinMs: 20000 } } })
</script>`

/** A page of a shop: something that answers, something that does not, a stepper, and what must never be told. */
const shop = `<main style="height:4000px"><h2 id="promise">Delivered tomorrow to Jeanne Martin</h2>
  <button id="buy" onclick="this.setAttribute('data-n', Math.random())">Buy for 12 euros</button>
  <div id="picture" style="width:200px;height:100px;background:#ccc"></div>
  <span><input type="number" value="42" aria-label="n"><button id="plus" onclick="this.dataset.n=1+Math.random()">+</button></span>
  <button id="broken" onclick="setTimeout(() => { throw new Error('no') })">Pay</button>
  <div data-parcours-ignore><button id="drum">Drum</button></div>
  <div data-parcours-ignore="all"><button id="secret">Secret</button></div>
  <input id="card" value="4970 1234"></main>`

const samples = (site: Site) => site.received('track', pageSampleEvent)
const lastSample = (site: Site) => readPageSample(samples(site).at(-1)?.properties)!

async function openShop(site: Site, path = '/product/1234'): Promise<Page> {
  const page = await site.visit(path)
  await page.evaluate(html => {
    document.body.innerHTML = html
  }, shop)
  return page
}

async function consentAndWait(site: Site, page: Page): Promise<void> {
  const file = page.waitForResponse(answer => answer.url().endsWith('/sdk/pointers.js'))
  await page.evaluate(() => parcours.consent({ measurement: true }))
  await (await file).finished()
  // It runs once the module was read: a module that is asked for again is the same one, and comes after it.
  await page.evaluate(host => import(`${host}/sdk/pointers.js`), site.recorder.url)
}

const countOf = (site: Site, path: string, kind: string) => {
  const { elements, clicks } = lastSample(site)
  return clicks
    .filter(click => elements[click.element]?.path === path && click.kind === kind)
    .reduce((sum, click) => sum + click.amount, 0)
}

test('the second file weighs less than 6 kB gzipped', async () => {
  const bytes = gzipSync(await builtPointers()).length
  assert.ok(bytes < 6144, `${bytes} bytes`)
})

inChromium(
  'clicks, fury, silence and errors are counted, and nothing that anybody said',
  { head: sampling },
  async site => {
    const page = await openShop(site)
    assert.equal(fetched, 0, 'nothing is fetched before consent')
    await page.click('#buy')
    await consentAndWait(site, page)

    await page.click('#buy', { clickCount: 4, position: { x: 10, y: 8 } })
    await page.click('#promise', { clickCount: 3 })
    await page.click('#plus', { clickCount: 4 })
    await page.click('#drum', { clickCount: 4 })
    await page.click('#secret', { clickCount: 4 })
    await page.fill('#card', '4970 9999')
    await page.evaluate(() => scrollTo(0, 1500))
    await page.click('#broken')
    await page.click('#picture', { position: { x: 100, y: 25 } })
    // Nothing answers: a second later it is a dead click. The page is told when it went out of sight.
    const since = await page.evaluate(() => performance.now())
    await page.waitForFunction(from => performance.now() > from + 1100, since)
    await page.goto(`${site.url}/next`)
    await site.receive(1, 'track', pageSampleEvent)

    const { template, viewport, reach, bands, elements, clicks } = lastSample(site)
    assert.deepEqual([template, viewport], ['/product/:id', 'wide'])
    assert.equal(countOf(site, '#buy', 'click'), 4, 'the click before consent is not there')
    assert.equal(countOf(site, '#buy', 'rage'), 1)
    assert.equal(countOf(site, '#buy', 'dead'), 0)
    assert.equal(countOf(site, '#promise', 'rage'), 0, 'a triple click selects text')
    assert.equal(countOf(site, '#plus', 'rage'), 0, 'a stepper is clicked often')
    assert.equal(countOf(site, '#drum', 'click'), 4)
    assert.equal(countOf(site, '#drum', 'rage') + countOf(site, '#drum', 'dead'), 0)
    assert.ok(!elements.some(each => each.path === '#secret' && clicks.some(click => elements[click.element] === each)))
    assert.equal(countOf(site, '#broken', 'error'), 1)
    assert.equal(countOf(site, '#picture', 'dead'), 1)
    const picture = clicks.find(click => elements[click.element]!.path === '#picture')!
    assert.ok(Math.abs(picture.x - 500) <= 10 && Math.abs(picture.y - 250) <= 15, 'the place inside the element')
    assert.ok(reach > 400 && reach < 1000, `${reach}`)
    assert.ok(bands[0]! > 0 && bands.at(-1) === 0)

    const text = JSON.stringify(samples(site).map(each => each.properties))
    for (const said of ['Jeanne', 'Martin', '4970', '1234', '"42"', 'Buy', 'localhost', 'Mozilla'])
      assert.ok(!text.includes(said), said)
    assert.equal((samples(site).at(-1)!.context as { page?: unknown }).page, undefined)
    assert.ok(
      site.noise.every(line => line === 'error: no'),
      site.noise.join(),
    )
  },
)

inChromium(
  'withdrawing consent stops the samples at once, and what waited is thrown away',
  { head: sampling },
  async site => {
    const page = await openShop(site)
    await consentAndWait(site, page)
    await page.click('#buy')
    await page.evaluate(() => parcours.consent.withdraw())
    await page.click('#buy')
    await page.goto(`${site.url}/next`)
    await site.receive(1, 'track', 'Consent Changed')
    assert.equal(samples(site).length, 0)
    const kept = await page.evaluate(() => Object.keys(localStorage))
    assert.deepEqual(
      kept.filter(key => !key.startsWith('parcours.w.')),
      [],
      'only the withdrawal itself may wait to be sent',
    )
    assert.equal(fetched, 1, 'the next page fetches nothing')
  },
)

/** At once is within seconds, of which none passes here, however long a page takes. */
const stillClock = () => void Object.assign(Date, { now: () => 4_000_000_000_000 })
inChromium('a page left by going back at once is told so', { head: sampling, before: stillClock }, async site => {
  const page = await openShop(site, '/list')
  await consentAndWait(site, page)
  await page.goto(`${site.url}/product/77`)
  await page.evaluate(host => import(`${host}/sdk/pointers.js`), site.recorder.url)
  await page.goBack()
  const told = () => samples(site).map(each => readPageSample(each.properties)!)
  await until(
    () => told().some(each => each.quickBack),
    () => JSON.stringify(told()),
  )
  const [back] = told().filter(each => each.quickBack)
  assert.equal(back!.template, '/product/:id')
  assert.ok(back!.part > 0, 'it takes the place of what was told of the same view')
})

inChromium(
  'where the share leaves a visitor out, the second file is never fetched',
  { head: sampling.replace('pointers: {', 'pointers: { share: 0, ') },
  async site => {
    const page = await openShop(site)
    await page.evaluate(() => parcours.consent({ measurement: true }))
    await site.receive(1, 'track', 'Consent Changed')
    assert.equal(fetched, 0)
  },
)
