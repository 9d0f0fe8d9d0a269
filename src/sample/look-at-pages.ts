import { bandCount, clickKinds, gridSize, pageSampleEvent, type Viewport } from '../vocabulary/page-sample.ts'
import { type Device, hex, type SampleCustomer, sampleCustomer } from './customer.ts'
import { sdkSender } from './message.ts'
import { type Random, randomFor, scramble } from './random.ts'
import type { SampleSize } from './sample-events.ts'

// How the pages of the shop are looked at, as the SDK samples it: a price nobody can click though many try, a field for
// a code that answers too late, advice below where most people stop.

/** `x`, `y`, `width`, `height` in thousandths of the page's width, as on a wide screen. */
type Part = {
  readonly path: string
  readonly box: readonly [x: number, y: number, width: number, height: number]
  /** Clicks in a thousand views of it. */
  readonly clicks: number
  readonly how?: 'rage' | 'dead' | 'error'
}
type SamplePage = { readonly template: string; readonly height: number; readonly parts: readonly Part[] }

const head: readonly Part[] = [
  { path: '#search', box: [300, 20, 380, 40], clicks: 90 },
  { path: '#basket', box: [900, 20, 60, 40], clicks: 70 },
]
const pages: readonly SamplePage[] = [
  {
    template: '/lampes',
    height: 2600,
    parts: [
      ...head,
      { path: '#filters>button:1', box: [40, 150, 120, 36], clicks: 160 },
      { path: '#filters>button:2', box: [180, 150, 120, 36], clicks: 90 },
      ...[0, 1, 2, 3, 4, 5].map(place => ({
        path: `#products>a:${place + 1}`,
        box: [40 + (place % 3) * 310, 230 + Math.floor(place / 3) * 520, 290, 480] as const,
        clicks: 210 - place * 30,
      })),
      { path: '#guide', box: [40, 2050, 900, 220], clicks: 45 },
    ],
  },
  {
    template: '/p/lampe',
    height: 2400,
    parts: [
      ...head,
      { path: '#photo', box: [40, 120, 480, 480], clicks: 320 },
      { path: '#price', box: [580, 240, 160, 50], clicks: 150, how: 'dead' },
      { path: '#add', box: [580, 420, 320, 60], clicks: 280 },
      { path: '#delivery', box: [580, 520, 320, 90], clicks: 110 },
      { path: '#advice', box: [40, 1200, 900, 320], clicks: 60 },
      { path: '#reviews>button', box: [40, 1800, 240, 50], clicks: 75 },
    ],
  },
  {
    template: '/panier',
    height: 1400,
    parts: [
      ...head,
      { path: '#lines>button:2', box: [820, 200, 60, 40], clicks: 120 },
      { path: '#code>input', box: [580, 460, 220, 44], clicks: 190 },
      { path: '#code>button', box: [820, 460, 120, 44], clicks: 140, how: 'rage' },
      { path: '#pay', box: [580, 620, 360, 60], clicks: 430 },
      { path: '#shop', box: [580, 720, 360, 50], clicks: 60, how: 'error' },
    ],
  },
]

/** A view of a page, as the SDK of the shop's site sends it. */
export type PageLook = {
  readonly type: 'track'
  readonly event: typeof pageSampleEvent
  readonly messageId: string
  readonly timestamp: string
  readonly properties: Readonly<Record<string, unknown>>
}

const daysBack = 60
const lookKey = 4

/** What one visitor in three looked at in the last sixty days, in the order of customers. The same arguments give the same. */
export function lookAtPages({ customers, until, seed = 1879 }: Pick<SampleSize, 'customers' | 'until' | 'seed'>) {
  const looks: PageLook[] = []
  for (let index = 0; index < customers; index++) {
    const random = randomFor(seed, lookKey, index)
    if (!random.chance(330)) continue
    const customer = sampleCustomer(seed, index)
    const browser = customer.browsers[0]!
    if (!customer.measured) continue
    for (const [rank, page] of pages.entries()) {
      if (random.chance([900, 800, 450][rank]!))
        looks.push(lookAt(page, { random, customer, browser, until, rank, seed }))
    }
  }
  return looks
}

type Looking = {
  readonly random: Random
  readonly customer: SampleCustomer
  readonly browser: Device
  readonly until: Date
  readonly rank: number
  readonly seed: number
}

function lookAt(page: SamplePage, { random, customer, browser, until, rank, seed }: Looking): PageLook {
  const isNarrow = browser.kind === 'mobile'
  const viewport: Viewport = isNarrow ? 'narrow' : browser.kind === 'tablet' ? 'middle' : 'wide'
  const parts = isNarrow ? inOneColumn(page.parts) : page.parts
  const height = isNarrow ? page.height * 2 : page.height
  // Half see no more than the first half of the page.
  const reach = Math.min(1000, random.between(220, 620) + (random.chance(350) ? random.between(100, 500) : 0))
  const seen = (part: Part) => ((part.box[1] + part.box[3] / 2) * 1000) / height <= reach
  const clicks = parts.flatMap((part, place) => {
    if (!seen(part) || !random.chance(part.clicks)) return []
    const kind = part.how ?? (isNarrow ? 'tap' : 'click')
    const spot = () => Math.min(gridSize - 1, Math.round((random.below(gridSize) + random.below(gridSize)) / 2))
    return [[place, spot(), spot(), clickKinds.indexOf(kind), kind === 'rage' ? random.between(3, 6) : 1]]
  })
  const view = `${hex(scramble(customer.index))}-${hex(scramble(rank)).slice(0, 4)}-8${hex(scramble(seed)).slice(0, 3)}-b00${rank}-${hex(scramble(customer.index ^ seed))}000${rank}`
  return {
    type: 'track',
    event: pageSampleEvent,
    messageId: view,
    timestamp: new Date(until.getTime() - random.between(3600, daysBack * 86_400) * 1000).toISOString(),
    ...sdkSender(customer, browser, false),
    properties: {
      view,
      part: 0,
      template: page.template,
      viewport,
      height,
      elements: parts.map(part => [part.path, ...part.box]),
      clicks,
      reach,
      bands: Array.from({ length: bandCount }, (_, band) =>
        (band * 1000) / bandCount < reach ? random.between(400, 9000 - band * 380) : 0,
      ),
      quickBack: random.chance(40),
    },
  }
}

/** On a phone what stands side by side follows one another. */
function inOneColumn(parts: readonly Part[]): readonly Part[] {
  let y = 0
  return parts.map(part => {
    const [, , width, height] = part.box
    const stretched = Math.round((height * 900) / Math.max(300, width))
    const box = [50, y + 40, 900, Math.min(900, Math.max(80, stretched))] as const
    y += box[3] + 60
    return { ...part, box }
  })
}
