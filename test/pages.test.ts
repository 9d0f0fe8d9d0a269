import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { eraseCustomer } from '../src/collecting/index.ts'
import { forgetSamples } from '../src/collecting/keep-samples.ts'
import { findCustomers } from '../src/contract/collecting.ts'
import { listQuarantine } from '../src/contract/collecting-events.ts'
import { saveBinding } from '../src/contract/map-bindings.ts'
import { createMap } from '../src/contract/mapping.ts'
import { askHeatmap, askPages } from '../src/contract/measuring-pages.ts'
import { bringPagePicture, getSampleKeeping, setSampleKeeping } from '../src/contract/page-pictures.ts'
import { sql } from '../src/engines/clickhouse/index.ts'
import { askHeatmap as tellHeatmap } from '../src/measuring/asking/ask-heatmap.ts'
import { askPages as tellPages } from '../src/measuring/asking/ask-pages.ts'
import { operatorToken } from '../src/server/caller.ts'
import { newId } from '../src/vocabulary/id.ts'
import { openHouse, type TestHouse } from './kit.ts'

let house: TestHouse
let key: string

type Told = { readonly who: string; readonly view?: string; readonly part?: number; readonly messageId?: string }
const sample = ({ who, view, part, messageId }: Told, properties: object, consent: object = allowed) => ({
  type: 'track',
  event: '$page_sample',
  messageId: messageId ?? randomUUID(),
  anonymousId: who,
  timestamp: house.installation.now().toISOString(),
  channel: 'web',
  context: { consent },
  properties: { view: view ?? randomUUID(), part: part ?? 0, template: '/panier', viewport: 'wide', ...properties },
})
const allowed = { mode: 'opt-in', categoryPreferences: { measurement: true } }
const bands = (first: number) => [first, ...Array.from({ length: 19 }, () => 0)]
const page = (clicks: readonly (readonly number[])[], reach = 500) => ({
  height: 3000,
  elements: [
    ['#buy', 100, 200, 300, 60],
    ['main>p', 0, 0, 1000, 150],
    ['#rare', 0, 400, 50, 50],
  ],
  clicks,
  reach,
  bands: bands(4000),
})

before(async () => {
  house = await openHouse()
  key = await house.createKey('write')
  const view = randomUUID()
  const whole = [
    // The same view, told three times: what is told last is all of it, whatever comes last.
    sample(
      { who: 'a', view, part: 1 },
      page(
        [
          [0, 510, 510, 0, 3],
          [1, 100, 100, 0, 1],
          [0, 510, 510, 2, 1],
        ],
        900,
      ),
    ),
    sample({ who: 'a', view, part: 0 }, page([[0, 510, 510, 0, 1]], 300)),
    ...['b', 'c', 'd', 'e'].map(who =>
      sample(
        { who },
        page([
          [0, 500, 500, 0, 1],
          [0, 510, 510, 2, 1],
          [1, 100, 100, 0, 1],
        ]),
      ),
    ),
    sample(
      { who: 'f' },
      {
        ...page(
          [
            [0, 10, 10, 1, 1],
            [2, 1, 1, 0, 7],
            [1, 900, 500, 3, 2],
          ],
          200,
        ),
        quickBack: true,
      },
    ),
    sample({ who: 'g' }, { template: '/order/123456', viewport: 'narrow', reach: 1000, bands: bands(1000) }),
  ]
  const sent = [
    ...whole,
    ...whole,
    sample({ who: 'no word' }, page([[0, 500, 500, 0, 50]]), {}),
    sample({ who: 'no' }, page([[0, 500, 500, 0, 50]]), { ...allowed, categoryPreferences: { measurement: false } }),
    sample({ who: 'exempt' }, page([[0, 500, 500, 0, 50]]), { mode: 'exempt', categoryPreferences: {} }),
    sample({ who: 'odd' }, { view: 'mine', viewport: 12 }),
  ]
  const answer = await house.send(key, sent)
  assert.deepEqual(await answer.json(), { success: true, accepted: 11, duplicates: 8, refused: 1 })
  await house.settle()
})
after(() => house[Symbol.asyncDispose]())

const ask = async (query: object = {}) => {
  const { status, answer } = await house.call(askHeatmap, { query: { page: '/panier', ...query } as never })
  assert.equal(status, 200, JSON.stringify(answer))
  return answer
}

test('a view is told once, by its last part, however often it was sent and in whatever order', async () => {
  const told = await ask()
  assert.deepEqual([told.views, told.customers, told.height], [6, 6, 3000])
  const [buy] = told.elements.filter(each => each.path === '#buy')
  assert.deepEqual(buy, {
    ...{ path: '#buy', x: 100, y: 200, width: 300, height: 60, views: 6 },
    ...{ clicked: 6, clicks: 8, rage: 5, dead: 0, error: 0 },
  })
  assert.deepEqual([told.rage?.hits, told.dead?.hits, told.quickBack?.hits, told.rage?.n], [5, 1, 1, 6])
  assert.equal(told.scroll.find(each => each.depth === 0.5)?.seen?.hits, 5)
  assert.equal(told.scroll.find(each => each.depth === 0.9)?.seen?.hits, 1)
  assert.equal(told.attention[0]?.seconds, 4)
})

test('clicks lie where they were in the element, and add up to all of them', async () => {
  const told = await ask()
  const place = told.elements.findIndex(each => each.path === '#buy')
  const cells = told.cells.filter(cell => cell.element === place)
  assert.deepEqual(cells, [
    { element: place, x: 0, y: 0, size: 25, clicks: 1 },
    { element: place, x: 500, y: 500, size: 25, clicks: 7 },
  ])
})

test('figures of few customers are told of larger places, or not at all', async () => {
  const told = await tellHeatmap(house.context, { params: {}, query: { page: '/panier', viewport: 'wide' } } as never)
  const place = told.elements.findIndex(each => each.path === '#buy')
  assert.deepEqual(
    told.cells.filter(cell => cell.element === place),
    [
      { element: place, x: 0, y: 0, size: 1000, clicks: 1 },
      { element: place, x: 500, y: 500, size: 25, clicks: 7 },
    ],
  )
  assert.equal(told.elements.find(each => each.path === '#rare')?.clicks, null)
  // The sum of all clicks is told: with #rare alone hidden, it could be taken away from it.
  assert.equal(told.elements.find(each => each.path === 'main>p')?.clicks, null)
  assert.equal(told.dead, null)
  const { pages, hidden } = await tellPages(house.context, { params: {}, query: {} } as never)
  assert.deepEqual([pages.map(each => each.template), hidden], [['/panier'], 1])
})

test('samples are no events: no timeline and no trace has them, and what is no sample is kept aside with its reason', async () => {
  const [events] = await house.clickhouse.rows<{ amount: string }>(sql`select count() as amount from events`)
  assert.equal(events?.amount, '0')
  const [traces] = await house.clickhouse.rows<{ amount: string }>(sql`select count() as amount from traces`)
  assert.equal(traces?.amount, '0')
  const { answer } = await house.call(listQuarantine)
  assert.deepEqual(
    answer.events.map(event => event.reason),
    ['sample_unreadable'],
  )
})

test('pages are told by template and width, narrowed by period, and refuse one that ends before it begins', async () => {
  const { answer } = await house.call(askPages)
  assert.deepEqual(
    answer.pages.map(each => [each.template, each.viewport, each.views, each.clicks]),
    [
      ['/panier', 'wide', 6, 20],
      ['/order/:id', 'narrow', 1, 0],
    ],
  )
  const earlier = await house.call(askPages, { query: { to: '2020-01-01T00:00:00Z' } })
  assert.deepEqual(earlier.answer.pages, [])
  const backwards = { from: '2020-01-01T00:00:00Z', to: '2019-01-01T00:00:00Z' }
  assert.equal((await house.call(askPages, { query: backwards })).status, 400)
  assert.equal((await ask({ page: '/nowhere' })).views, 0)
})

test('a touchpoint of a map finds the pages that are its, by the rules that bind it to events', async () => {
  const { answer } = await house.call(createMap, { body: { from: 'discovery-to-return' } })
  const touchpoint = answer.library.touchpoints[0]!.id
  const binding = newId('bnd')
  const path = { field: 'properties.path', op: 'glob' as const, value: '/order/*' }
  const when = { all: [{ field: 'kind', op: 'eq' as const, value: 'page' }, path] }
  const saved = await house.call(saveBinding, {
    params: { binding } as never,
    body: { rule: { id: binding, touchpoint, when } },
  })
  assert.equal(saved.status, 200, JSON.stringify(saved.answer))
  const told = await house.call(askPages, { query: { map: answer.map.id, touchpoint } })
  assert.deepEqual(
    told.answer.pages.map(each => [each.template, each.claimed]),
    [
      ['/panier', false],
      ['/order/:id', true],
    ],
  )
})

test('views are narrowed to the journeys on which they were seen, and to a part of the customers', async () => {
  const minutesAgo = (n: number) => new Date(house.installation.now().getTime() - n * 60_000).toISOString()
  const did = (who: string, event: string, n: number) => ({
    ...{ type: 'track', event, messageId: randomUUID(), anonymousId: who, timestamp: minutesAgo(n), channel: 'web' },
    context: { consent: allowed },
  })
  await house.send(key, [
    ...[did('b', 'Cart Opened', 20), did('b', 'Bought', 0), did('d', 'Cart Opened', 20), did('d', 'Cart Left', 0)],
    // Bought too, yet hours before the page was seen.
    did('c', 'Bought', 200),
  ])
  await house.settle()
  const views = async (query: object) => {
    const { answer } = await house.call(askPages, { query: query as never })
    return answer.pages.find(each => each.template === '/panier')?.views ?? 0
  }
  const kept = [
    [{ through: 'Bought' }, 1],
    [{ first: 'Cart Opened' }, 2],
    [{ follower: 'Cart Opened !>> Bought' }, 1],
    [{ first: 'Cart Opened', lasting: '..PT1M' }, 0],
  ] as const
  assert.deepEqual(
    await Promise.all(kept.map(([query]) => views(query))),
    kept.map(([, amount]) => amount),
  )
  assert.equal((await ask({ first: 'Cart Opened' })).views, 2)
  const parts = await Promise.all(['50', '20:50', '30:70'].map(part => views({ sample: part })))
  assert.equal(
    parts.reduce((all, each) => all + each),
    6,
  )
})

test('a key that invents pages and elements fills one day of one list, and the rest is told together', async () => {
  const words = (n: number) => [n / 26, n % 26].map(each => String.fromCharCode(97 + Math.floor(each))).join('')
  const flood = Array.from({ length: 340 }, (_, n) =>
    sample({ who: 'bot' }, { template: `/x/${words(n)}`, reach: 10, bands: bands(1) }),
  )
  const crowd = Array.from({ length: 6 }, (_, n) =>
    sample(
      { who: 'bot' },
      { elements: Array.from({ length: 100 }, (_, each) => [`li:${n * 100 + each}`, 0, 0, 10, 10]), reach: 10 },
    ),
  )
  await house.send(key, crowd)
  await house.send(key, flood)
  await house.settle()
  const { answer } = await house.call(askPages)
  assert.equal(answer.pages.length, 300)
  assert.equal(answer.others, 340 - 298)
  const [names] = await house.clickhouse.rows<{ amount: string }>(
    sql`select uniqExactArray(elements) as amount from page_samples where template = '/panier'`,
  )
  assert.equal(names?.amount, '401', 'four hundred with a name, and the others')
})

test('whoever asks to be forgotten leaves the heatmaps too', async () => {
  const { answer } = await house.call(findCustomers, { body: { identifier: 'f' } })
  await eraseCustomer(house.context, answer.customers[0]!.customer)
  const told = await ask()
  assert.equal(told.quickBack?.hits, 0)
  assert.equal(told.elements.find(each => each.path === '#rare')?.clicks, 0)
})

/** The smallest PNG there is. */
const smallestPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('a page has the picture that a member brought, told by its bytes, and no guest sees it', async () => {
  const address = `${house.url}${bringPagePicture.path.replace('{workspace}', house.workspace.key)}?page=%2Fpanier`
  const authorization = `Bearer ${operatorToken(house.installation)}`
  const bring = (body: Buffer<ArrayBuffer>) =>
    fetch(address, { method: 'POST', headers: { authorization, 'content-type': 'application/octet-stream' }, body })
  assert.equal((await bring(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).status, 400)
  assert.equal((await ask()).picture, null)
  assert.equal((await bring(smallestPng)).status, 201)
  assert.deepEqual([(await ask()).picture?.type, (await ask()).picture?.width], ['image/png', 1])
  const shown = await fetch(address, { headers: { authorization } })
  assert.equal(shown.headers.get('content-type'), 'image/png')
  assert.deepEqual(Buffer.from(await shown.arrayBuffer()), smallestPng)
  assert.equal((await fetch(address)).status, 401)
  assert.equal((await fetch(address, { method: 'DELETE', headers: { authorization } })).status, 200)
  assert.equal((await ask()).picture, null)
})

test('samples older than the workspace keeps them are deleted, and no others', async () => {
  const seen = (await ask()).views
  assert.ok(seen > 0)
  assert.deepEqual((await house.call(getSampleKeeping, {})).answer, { days: null })
  assert.equal((await house.call(setSampleKeeping, { body: { days: 30 } })).status, 200)
  await forgetSamples(house.installation)
  assert.equal((await ask()).views, seen)
  const month = { ...house.installation, now: () => new Date(house.installation.now().getTime() + 31 * 86_400_000) }
  await forgetSamples(month)
  assert.equal((await ask()).views, 0)
})
