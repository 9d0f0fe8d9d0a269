import type { MeasureFilter } from '../../contract/measuring.ts'
import { type CaseEnding, caseEndings } from '../../vocabulary/case-filter.ts'

/**
 * What the address says of the filters beside the period, in the forms of `vocabulary/case-filter.ts`. `order` is the
 * hash of a variant behind a `v`, as an address reads bare digits as a number and loses the last of them.
 */
export type FilterView = {
  /** Channel codes separated by commas. */
  readonly channel?: string
  readonly cohort?: string
  readonly segment?: string
  /** So many in a hundred customers. */
  readonly sample?: string
  readonly only?: string
  readonly order?: string
  readonly ending?: CaseEnding
  readonly first?: string
  readonly last?: string
  readonly through?: string
  readonly lasting?: string
  readonly attribute?: string
  readonly follower?: string
}

const sampleForm = /^[1-9]\d?(:\d{1,2})?$/

export const filterNames = [
  'channel',
  'cohort',
  'segment',
  'sample',
  'only',
  'order',
  'ending',
  'first',
  'last',
  'through',
  'lasting',
  'attribute',
  'follower',
] as const satisfies readonly (keyof FilterView)[]

/** Those that speak of activities, and so are forgotten when another map is chosen. */
export const filtersOfOneMap = {
  only: undefined,
  order: undefined,
  first: undefined,
  last: undefined,
  through: undefined,
  follower: undefined,
} as const

/** Whether an address says anything of journeys: what is none is then narrowed to what falls into them. */
export function choosesJourneys(view: FilterView): boolean {
  const { channel: _, cohort: __, segment: ___, sample: ____, ...ofJourneys } = readFilters(view)
  return Object.values(ofJourneys).some(told => told !== undefined)
}

/** Whether an address keeps less than the whole period. */
export function isNarrowed(view: FilterView & { readonly map?: string }): boolean {
  return view.map !== undefined || filterNames.some(name => view[name] !== undefined)
}

/** The period and the filters of a view, as another page about the same journeys takes them. */
export function filtersIn<View extends FilterView & { readonly from?: string; readonly to?: string }>(view: View) {
  return definedOf(['from', 'to', ...filterNames], view)
}

/** Those that hold on another map too: what speaks of the touchpoints of one is left out. */
export function filtersBeyond<View extends FilterView & { readonly from?: string; readonly to?: string }>(view: View) {
  return definedOf(
    (['from', 'to', ...filterNames] as const).filter(name => !(name in filtersOfOneMap)),
    view,
  )
}

function definedOf(names: readonly (keyof FilterView | 'from' | 'to')[], view: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(names.filter(name => view[name] !== undefined).map(name => [name, view[name]]))
}

/** Reads the filters of an address; what is not well formed is left out rather than refused. */
export function readFilters(search: Record<string, unknown>): {
  [K in keyof FilterView]-?: FilterView[K] | undefined
} {
  // The address reads lists as lists, and `first=12` as a number, though an event may be called so.
  const text = (name: keyof FilterView) => {
    const told = search[name]
    if (typeof told === 'number') return String(told)
    if (Array.isArray(told)) return JSON.stringify(told)
    return typeof told === 'string' && told !== '' ? told : undefined
  }
  const order = text('order')
  return {
    channel: text('channel'),
    cohort: text('cohort'),
    segment: text('segment'),
    sample: sampleForm.test(text('sample') ?? '') ? text('sample') : undefined,
    only: text('only'),
    order: order && /^v~?\d{1,20}$/.test(order) ? order : undefined,
    ending: caseEndings.find(one => one === search.ending),
    first: text('first'),
    last: text('last'),
    through: text('through'),
    lasting: text('lasting'),
    attribute: text('attribute'),
    follower: text('follower'),
  }
}

/** The filters as the server takes them. */
export function narrowingOf(view: FilterView): Omit<MeasureFilter, 'from' | 'to'> {
  const { order } = view
  const told = Object.fromEntries(
    filterNames.filter(name => name !== 'order' && view[name] !== undefined).map(name => [name, view[name]]),
  )
  return { ...told, ...(order ? { variant: order.slice(1) } : {}) }
}
