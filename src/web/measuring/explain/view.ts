import { type TrendMeasure, trendMeasures } from '../../../contract/measuring-trends.ts'
import { type Construct, constructs } from '../../../vocabulary/score.ts'
import { type MapView, readMapView } from '../view.ts'

/** What the page explains, in groups by what somebody wants to know. */
export const explanationGroups = [
  { group: 'happens', explanations: ['trend', 'change', 'drift', 'typical'] },
  { group: 'why', explanations: ['moments', 'drivers', 'segments', 'attribution'] },
  { group: 'who', explanations: ['survival', 'churn', 'purchases'] },
  { group: 'ahead', explanations: ['next'] },
  { group: 'watch', explanations: ['alerts'] },
] as const
export const explanations = explanationGroups.flatMap(one => one.explanations)
export type Explanation = (typeof explanations)[number]

/** What the address says of an explanation, beside the filters. What is usual is not said. */
export type ExplainView = MapView & {
  readonly about?: Explanation
  /** What is looked for afterwards, and whether its absence is. */
  readonly outcome?: string
  readonly not?: true
  /** The endings of survival, the goal of attribution, the activity that is a purchase. */
  readonly endings?: readonly string[]
  readonly goal?: string
  readonly purchase?: string
  readonly silence?: string
  /** First journeys side by side, instead of the values of a trait. */
  readonly lifeBy?: 'first-journey'
  readonly credited?: 'activity'
  readonly weeks?: number
  /** What is followed over time, at which activity, by day or by week. */
  readonly measure?: TrendMeasure
  readonly activity?: string
  readonly every?: 'day' | 'week'
  readonly construct?: Construct
  /** Segments side by side, instead of the values of a trait. */
  readonly segments?: readonly string[]
}

/** Reads the address; what is not well formed is left out rather than refused. */
export function readExplainView(search: Record<string, unknown>): ExplainView {
  const text = (name: string) => {
    const told = search[name]
    return typeof told === 'string' || typeof told === 'number' ? String(told) || undefined : undefined
  }
  const list = (name: string) => {
    const told = search[name]
    const words = (Array.isArray(told) ? told : told === undefined ? [] : [told]).map(String).filter(Boolean)
    return words.length > 0 ? words : undefined
  }
  const weeks = Number(search.weeks)
  const own = {
    about: explanations.find(one => one === search.about),
    outcome: text('outcome'),
    not: search.not === true || search.not === 'true' ? true : undefined,
    endings: list('endings'),
    segments: list('segments'),
    goal: text('goal'),
    purchase: text('purchase'),
    silence: text('silence'),
    lifeBy: search.lifeBy === 'first-journey' ? ('first-journey' as const) : undefined,
    measure: trendMeasures.find(one => one === search.measure),
    activity: text('activity'),
    every: search.every === 'week' || search.every === 'day' ? search.every : undefined,
    construct: constructs.find(one => one === search.construct),
    credited: search.credited === 'activity' ? 'activity' : undefined,
    weeks: Number.isInteger(weeks) && weeks > 0 && weeks <= 520 ? weeks : undefined,
  }
  return {
    ...readMapView(search),
    ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
  } as ExplainView
}
