import type { MapWithTouchpoints } from '../../mapping/index.ts'
import type { ConformanceModel, ModelPlacement } from '../../vocabulary/statistics/conformance.ts'

/** Why a placement is left out of the conformance of a map. */
export type LeftOut = { readonly placement: string; readonly reason: 'unobservable' | 'unbound' }

/**
 * What a map allows: its phases in order, in a phase in sequence its steps in order, and inside a step, as in a phase
 * whose order is the customer's, placements in any order. What no event can show is neither expected nor skipped.
 */
export function conformanceModelOf(map: MapWithTouchpoints): {
  readonly model: ConformanceModel
  readonly leftOut: readonly LeftOut[]
} {
  const touchpoints = new Map(map.touchpoints.map(each => [each.id, each]))
  const leftOut: LeftOut[] = []
  const blocks = map.map.phases
    .flatMap(({ order, steps }) =>
      order === 'any' ? [steps.flatMap(step => step.placements)] : steps.map(step => step.placements),
    )
    .map(placements =>
      placements.flatMap((placement): ModelPlacement[] => {
        const touchpoint = touchpoints.get(placement.touchpoint)
        const reason = touchpoint?.observability === 'unobservable' ? 'unobservable' : !touchpoint?.bound && 'unbound'
        if (reason || !touchpoint) {
          leftOut.push({ placement: placement.id, reason: reason || 'unbound' })
          return []
        }
        return [
          {
            id: placement.id,
            touchpoint: touchpoint.number,
            expected: placement.presence === 'expected',
            repeatable: placement.repeatable,
            choiceGroup: placement.choiceGroup,
          },
        ]
      }),
    )
    .filter(block => block.length > 0)
  return { model: { blocks }, leftOut }
}
