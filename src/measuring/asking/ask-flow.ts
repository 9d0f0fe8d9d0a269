import type { askFlow as askFlowRoute, MapFlow } from '../../contract/map-flow.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { stepsOf } from '../../vocabulary/map/journey-map.ts'
import { type AlignedCases, alignedCasesOf, type ItemSum, sumAlignments } from '../conformance/aligned-cases.ts'
import { otherTime } from '../filtering/open-time.ts'
import { placedTouchpoints, stepByTouchpoint } from '../maps/placed-touchpoints.ts'
import { waitBeforeSteps } from '../questions/wait-before-steps.ts'

/** What happens between the steps of a map: how long customers wait before each, and where they go off the map. */
export async function askFlow(
  context: Context,
  { params, query }: InputOf<typeof askFlowRoute>,
): Promise<AnswerOf<typeof askFlowRoute>> {
  const { clickhouse, workspace } = context
  const { clock, ...filter } = query
  const aligned = await alignedCasesOf(context, params.map, filter)
  const counted = await otherTime(context, aligned.scope.keeping, clock)
  const stepOf = stepByTouchpoint(placedTouchpoints(aligned.map))
  const [sums, waits] = await Promise.all([
    sumAlignments(context, aligned),
    waitBeforeSteps(clickhouse, aligned.scope.keeping, stepOf, workspace.minimumGroup, counted?.time),
  ])
  const closed = sums.filter(each => each.closed)
  const steps = stepsOf(aligned.map.map)
  return {
    clock: counted?.clock ?? { counts: 'always', calendar: null },
    cases: closed.find(each => each.item === 'cases')?.cases ?? 0,
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
    ...straysOf(aligned, closed, workspace.minimumGroup),
  }
}

type Found = MapFlow['strays'][number] & { readonly customers: number }

function straysOf(
  { map }: AlignedCases,
  closed: readonly ItemSum[],
  minimum: number,
): Pick<MapFlow, 'strays' | 'hiddenStrays'> {
  const known = new Map(map.touchpoints.map(each => [each.number, each]))
  const steps = stepsOf(map.map)
  const found = closed.flatMap(({ item, touchpoint, place, cases, amount, customers }): Found[] => {
    const stray = known.get(touchpoint)
    // A touchpoint that is no longer of the journey has no name: its traces are about to be written again.
    if (item !== 'stray' || !stray) return []
    const after = place === null ? null : steps[place]!.id
    return [{ touchpoint: stray.id, name: stray.name, after, cases, visits: amount, customers }]
  })
  const byTouchpoint = [...Map.groupBy(found, one => one.touchpoint).values()]
  const told = byTouchpoint.flatMap(places => tellable(places, minimum))
  return {
    strays: told
      .map(({ customers: _, ...stray }) => stray)
      .sort((a, b) => b.cases - a.cases || a.touchpoint.localeCompare(b.touchpoint)),
    hiddenStrays: found.length - told.length,
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
