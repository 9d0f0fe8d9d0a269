import type { GraphAnswer } from '../../../../contract/measuring.ts'
import type { Flow } from '../../../../vocabulary/statistics/flow-choice.ts'

/** A flow of the graph with its figures; those of beginnings and ends have no time. */
export type GraphFlow = Flow & {
  readonly cases: number
  readonly medianSeconds: number | null
  readonly p90Seconds: number | null
}

/** What the flows of a graph are told by. */
export const flowFigures = ['count', 'cases', 'median', 'p90'] as const
export type FlowFigure = (typeof flowFigures)[number]

/** All flows that are told: from the beginning of cases, between activities, to the end. */
export function flowsOf({ activities, follows }: Pick<GraphAnswer, 'activities' | 'follows'>): GraphFlow[] {
  const pole = { medianSeconds: null, p90Seconds: null }
  const known = new Set(activities.map(one => one.name))
  return [
    ...activities.flatMap(({ name, starts, ends }) => [
      ...(starts ? [{ from: null, to: name, count: starts, cases: starts, ...pole }] : []),
      ...(ends ? [{ from: name, to: null, count: ends, cases: ends, ...pole }] : []),
    ]),
    ...follows.filter(one => known.has(one.from) && known.has(one.to)),
  ]
}

/** Of all flow, beginnings and ends among it, what share is not drawn, for whatever reason. */
export function hiddenShare(graph: Pick<GraphAnswer, 'cases' | 'events'>, drawn: readonly Flow[]): number {
  // A case begins once, and each visit is followed once, if only by the end.
  const whole = graph.cases + graph.events
  return whole === 0 ? 0 : 1 - drawn.reduce((sum, flow) => sum + flow.count, 0) / whole
}

/** For each activity, the visits whose way in, or whose way out, is not drawn. */
export function othersOf(
  { activities }: Pick<GraphAnswer, 'activities'>,
  drawn: readonly Flow[],
): ReadonlyMap<string, { readonly into: number; readonly out: number }> {
  const sum = (side: 'from' | 'to', name: string) =>
    drawn.reduce((all, flow) => all + (flow[side] === name ? flow.count : 0), 0)
  return new Map(
    activities.map(({ name, events }) => [name, { into: events - sum('to', name), out: events - sum('from', name) }]),
  )
}

/** The value of a flow under a figure; null where it has none. */
export function figureOf(flow: GraphFlow, figure: FlowFigure): number | null {
  switch (figure) {
    case 'count':
      return flow.count
    case 'cases':
      return flow.cases
    case 'median':
      return flow.medianSeconds
    case 'p90':
      return flow.p90Seconds
    default:
      return figure satisfies never
  }
}
