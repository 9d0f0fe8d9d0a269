import type { Flow } from '../../vocabulary/statistics/flow-choice.ts'
import { type FlowPlan, placeActivities } from './flow-layout.ts'
import { type FlowRoute, routeFlows } from './flow-routes.ts'

/** A graph as it is drawn: where activities stand, and the ways of the flows that are shown. */
export type FlowDrawing = { readonly plan: FlowPlan; readonly routes: readonly FlowRoute[] }

/** Places follow from all flows, ways from the drawn ones: a path more or less moves no activity. */
export function drawFlows(all: readonly Flow[], drawn: readonly Flow[]): FlowDrawing {
  const plan = placeActivities(all)
  return { plan, routes: routeFlows(plan, drawn) }
}
