import type { askFlow as askFlowRoute, MapFlow } from '../contract/map-flow.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type { Context } from '../feature.ts'
import { stepsOf } from '../vocabulary/journey-map.ts'
import { type AlignedCases, alignCases } from './align-cases.ts'
import { placedTouchpoints, stepByTouchpoint } from './placed-touchpoints.ts'
import { waitBeforeSteps } from './questions/wait-before-steps.ts'
import { strayPlaces } from './stray-places.ts'

/** What happens between the steps of a map: how long customers wait before each, and where they go off the map. */
export async function askFlow(
  context: Context,
  { params, query }: InputOf<typeof askFlowRoute>,
): Promise<AnswerOf<typeof askFlowRoute>> {
  const { clickhouse, workspace } = context
  const aligned = await alignCases(context, params.map, query)
  const stepOf = stepByTouchpoint(placedTouchpoints(aligned.map))
  const waits = await waitBeforeSteps(clickhouse, aligned.keeping, stepOf, workspace.minimumGroup)
  const steps = stepsOf(aligned.map.map)
  return {
    cases: aligned.variants.reduce((sum, each) => sum + (each.closed ? each.cases : 0), 0),
    waits: waits
      .toSorted((a, b) => a.step - b.step)
      .map(({ step, waited, customers, wait_seconds: [median, p90] }) => {
        const hidden = Number(customers) < workspace.minimumGroup
        return {
          step: steps[step - 1]!.id,
          median: hidden ? null : (median ?? null),
          p90: hidden ? null : (p90 ?? null),
          n: hidden ? 0 : Number(waited),
          hidden,
        }
      }),
    ...straysOf(aligned, workspace.minimumGroup),
  }
}

type Found = MapFlow['strays'][number] & { readonly customers: number }

function straysOf({ map, variants }: AlignedCases, minimum: number): Pick<MapFlow, 'strays' | 'hiddenStrays'> {
  const known = new Map(map.touchpoints.map(each => [each.number, each]))
  const strayOf = strayPlaces(map.map)
  const found = new Map<string, Found>()
  for (const variant of variants) {
    if (!variant.closed) continue
    const met = new Set<string>()
    for (const stray of strayOf(variant)) {
      // A touchpoint that is no longer of the journey has no name: its traces are about to be written again.
      const touchpoint = known.get(stray.touchpoint)
      if (!touchpoint) continue
      const place = `${touchpoint.id} ${stray.after}`
      const held = found.get(place) ?? {
        touchpoint: touchpoint.id,
        name: touchpoint.name,
        after: stray.after,
        cases: 0,
        visits: 0,
        customers: 0,
      }
      const first = !met.has(place)
      met.add(place)
      found.set(place, {
        ...held,
        visits: held.visits + variant.cases,
        cases: held.cases + (first ? variant.cases : 0),
        customers: held.customers + (first ? variant.customers : 0),
      })
    }
  }
  const byTouchpoint = [...Map.groupBy(found.values(), one => one.touchpoint).values()]
  const told = byTouchpoint.flatMap(places => tellable(places, minimum))
  return {
    strays: told
      .map(({ customers: _, ...stray }) => stray)
      .sort((a, b) => b.cases - a.cases || a.touchpoint.localeCompare(b.touchpoint)),
    hiddenStrays: found.size - told.length,
  }
}

/**
 * The places of a touchpoint that may be told. As how often it strays at all is told elsewhere, what is left out must
 * itself be of enough customers: else the rest would tell of them.
 */
function tellable(places: readonly Found[], minimum: number): readonly Found[] {
  let left = 0
  return places
    .toSorted((a, b) => a.customers - b.customers)
    .filter(({ customers }) => {
      if (customers >= minimum && (left === 0 || left >= minimum)) return true
      left += customers
      return false
    })
}
