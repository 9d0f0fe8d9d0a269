import { type FlowFigure, flowFigures } from './graph/flows-of.ts'

export const questions = ['graph', 'variants', 'paths', 'funnel', 'retention', 'conformance'] as const
export type Question = (typeof questions)[number]

export const funnelModes = ['ordered', 'strict', 'any'] as const
export const retentionUnits = ['day', 'week', 'month'] as const

/** The steps of a funnel; a step is any one of its activities. */
export type FunnelSteps = readonly (readonly string[])[]

/** What the address says of lived journeys explored, beside the filters. What is usual is not said. */
export type ExploreView = {
  readonly question?: Question
  /** How many activities of the graph are looked at, how many paths are drawn, by which figure, and what is kept apart. */
  readonly looked?: number
  readonly drawn?: number
  readonly figure?: FlowFigure
  readonly apart?: readonly string[]
  /** Whether the journeys behind what is kept apart are listed. */
  readonly journeys?: 'open'
  /** Variants: repetitions told once; how many rows; the one kept apart. */
  readonly once?: true
  readonly rows?: number
  readonly variant?: string
  /** Paths, and the beginning of a cohort: the anchor. */
  readonly start?: string
  readonly end?: string
  readonly direction?: 'before'
  readonly depth?: number
  readonly top?: number
  /** The flow kept apart: its depth, its place, and where it goes to, when one flow rather than all of the place. */
  readonly flow?: readonly string[]
  readonly steps?: FunnelSteps
  readonly within?: string
  readonly stepWithin?: string
  readonly ordering?: (typeof funnelModes)[number]
  readonly counted?: 'case'
  readonly trait?: string
  readonly unit?: (typeof retentionUnits)[number]
  readonly comeBack?: string
  readonly cohorts?: 'each'
  readonly deviation?: string
}

/** Reads the address; what is not well formed is left out rather than refused. */
export function readExploreView(search: Record<string, unknown>): {
  [K in keyof ExploreView]-?: ExploreView[K] | undefined
} {
  // The address reads `start=12` as a number, though an event may be called so.
  const text = (name: string) => {
    const told = search[name]
    return typeof told === 'string' || typeof told === 'number' ? String(told) || undefined : undefined
  }
  const among = <Value extends string>(name: string, values: readonly Value[]) =>
    values.find(one => one === search[name])
  const count = (name: string, least: number, most: number) => {
    const told = Number(search[name] ?? Number.NaN)
    return Number.isInteger(told) && told >= least && told <= most ? told : undefined
  }
  return {
    question: among('question', questions),
    looked: count('looked', 1, 200),
    drawn: count('drawn', 0, 400),
    figure: among('figure', flowFigures),
    apart: Array.isArray(search.apart) && search.apart.length < 3 ? search.apart.map(String) : undefined,
    journeys: among('journeys', ['open']),
    once: search.once === true || search.once === 'true' ? true : undefined,
    rows: count('rows', 1, 500),
    variant: text('variant'),
    start: text('start'),
    end: text('end'),
    direction: among('direction', ['before']),
    depth: count('depth', 2, 12),
    top: count('top', 1, 20),
    flow: Array.isArray(search.flow) ? search.flow.map(String) : undefined,
    steps: readSteps(search.steps),
    within: text('within'),
    stepWithin: text('stepWithin'),
    ordering: among('ordering', funnelModes),
    counted: among('counted', ['case']),
    trait: text('trait'),
    unit: among('unit', retentionUnits),
    comeBack: text('comeBack'),
    cohorts: among('cohorts', ['each']),
    deviation: text('deviation'),
  }
}

/** Steps as a list, or as words: `A > B > C`. */
function readSteps(told: unknown): FunnelSteps | undefined {
  const list = typeof told === 'string' ? told.split('>').map(one => one.trim()) : told
  if (!Array.isArray(list)) return undefined
  const steps = list
    .map(step => (Array.isArray(step) ? step : [step]).map(String).filter(one => one !== ''))
    .filter(step => step.length > 0)
  return steps.length > 0 ? steps : undefined
}

/** What speaks of one map's activities, and so is forgotten when another map is chosen. */
export const ofOneMap = {
  apart: undefined,
  journeys: undefined,
  looked: undefined,
  variant: undefined,
  start: undefined,
  end: undefined,
  flow: undefined,
  steps: undefined,
  comeBack: undefined,
  deviation: undefined,
} as const
