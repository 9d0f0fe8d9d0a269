import { longestTemplate, pageTemplate } from './page-template.ts'

/**
 * What one view of one page was like, as the SDK's pointer samples tell it: how often which place of which element was
 * clicked, how far down the page was seen, and for how long each twentieth of it was in sight. Neither text nor values,
 * no order and no instant of single clicks.
 */
export type PageSample = {
  /** The view; a later part of it tells all that the earlier ones did, and takes their place. */
  readonly view: string
  readonly part: number
  readonly template: string
  readonly viewport: Viewport
  /** The height of the page in thousandths of its width. */
  readonly height: number
  readonly elements: readonly SampledElement[]
  readonly clicks: readonly SampledClick[]
  /** How far down the page was seen, in thousandths of its height. */
  readonly reach: number
  /** Milliseconds in sight, by twentieth of the page from its top. */
  readonly bands: readonly number[]
  /** Left by going back within five seconds. */
  readonly quickBack: boolean
}

/** Where an element stands: thousandths of the page's width, from its top left. */
export type SampledElement = {
  readonly path: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** `element` is a place in `elements`; `x` and `y` lie on a grid of 1000 × 1000 inside of it. */
export type SampledClick = {
  readonly element: number
  readonly x: number
  readonly y: number
  readonly kind: ClickKind
  readonly amount: number
}

/** The name of the track event that carries a sample. It is kept apart from what customers do. */
export const pageSampleEvent = '$page_sample'

/** A tap is a click by finger; the others are clicks too, which were counted once as such. */
export const clickKinds = ['click', 'tap', 'rage', 'dead', 'error'] as const
export type ClickKind = (typeof clickKinds)[number]

/** By the width of what the visitor sees: below 600 CSS pixels, below 1024, and above. */
export const viewports = ['narrow', 'middle', 'wide'] as const
export type Viewport = (typeof viewports)[number]

export function viewportOf(width: number): Viewport {
  return width < 600 ? 'narrow' : width < 1024 ? 'middle' : 'wide'
}

export const bandCount = 20
export const mostElements = 120
export const mostCells = 300
export const longestPath = 160
export const gridSize = 1000
/** When a customer clicks in fury, and when a page did not answer. */
export const rageRule = { clicks: 3, pixels: 30, withinMs: 1000 } as const
export const deadAfterMs = 1000
export const quickBackMs = 5000

const longestBandMs = 30 * 60_000
const mostOfOne = 1000

/** Reads the properties of a sample; undefined when they are none. What is out of bounds is brought into them or left out. */
export function readPageSample(told: unknown): PageSample | undefined {
  if (typeof told !== 'object' || told === null || Array.isArray(told)) return undefined
  const given = told as Readonly<Record<string, unknown>>
  const { view, template } = given
  const viewport = viewports.find(one => one === given.viewport)
  if (typeof view !== 'string' || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(view)) return undefined
  if (typeof template !== 'string' || viewport === undefined) return undefined
  const elements: SampledElement[] = []
  /** Where each given element is kept; those that are not understood are nowhere. */
  const places: (number | undefined)[] = []
  for (const each of listOf(given.elements).slice(0, mostElements)) {
    const [path, ...box] = listOf(each)
    const [x, y, width, height] = box.map(value => whole(value, 65_535))
    const known = typeof path === 'string' && isPath(path) && height !== undefined
    places.push(known ? elements.length : undefined)
    if (known) elements.push({ path, x: x!, y: y!, width: width!, height })
  }
  const clicks: SampledClick[] = []
  for (const each of listOf(given.clicks).slice(0, mostCells)) {
    const [place, x, y, kind, amount] = listOf(each)
    const element = places[whole(place, mostElements)]
    const named = clickKinds[whole(kind, 255)]
    const many = whole(amount, mostOfOne)
    if (element === undefined || named === undefined || many === 0) continue
    clicks.push({ element, x: whole(x, gridSize - 1), y: whole(y, gridSize - 1), kind: named, amount: many })
  }
  const bands = listOf(given.bands)
  return {
    view: view.toLowerCase(),
    part: whole(given.part, 999),
    template: cleanTemplate(template),
    viewport,
    height: whole(given.height, 65_535),
    elements,
    clicks,
    reach: whole(given.reach, 1000),
    bands: Array.from({ length: bandCount }, (_, place) => whole(bands[place], longestBandMs)),
    quickBack: given.quickBack === true,
  }
}

/** A site may name its pages itself; addresses are folded once more, should an old copy of the SDK have sent one whole. */
function cleanTemplate(template: string): string {
  const text = template
    .toWellFormed()
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, longestTemplate)
  return text === '' || text.startsWith('/') ? pageTemplate(text) : text.replace(/[^\s/]+@[^\s/]+/g, ':id')
}

/** Tags, stable ids and places among siblings: `#buy>div:2>button`; nothing else can be said in it. */
function isPath(path: string): boolean {
  return path.length <= longestPath && /^[@#\w:>.-]+$/.test(path)
}

function whole(value: unknown, most: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(most, Math.max(0, Math.round(value))) : 0
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
